package org.attune.sweep;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Optional;

/** Finds out which wither a method reference refers to, so that a frame's column has its name. */
final class WitherNames {
  private WitherNames() {}

  /** Returns {@code beta} for {@code Rwr::beta}, and nothing for a lambda, which has no name. */
  static Optional<String> of(Serializable reference) {
    try {
      Method replace = reference.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      String name = ((SerializedLambda) replace.invoke(reference)).getImplMethodName();
      return name.contains("lambda$") ? Optional.empty() : Optional.of(name);
    } catch (ReflectiveOperationException | RuntimeException unnamed) {
      // A class of the user's own that implements the interface.
      return Optional.empty();
    }
  }
}
