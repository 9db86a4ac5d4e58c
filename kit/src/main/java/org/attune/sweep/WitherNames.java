package org.attune.sweep;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Optional;

/** Finds the wither of a method reference, to name a table's column after it. */
final class WitherNames {
  private WitherNames() {}

  /** Returns {@code beta} for {@code Rwr::beta}, and empty for a lambda, which has no name. */
  static Optional<String> of(Serializable reference) {
    try {
      Method replace = reference.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      String name = ((SerializedLambda) replace.invoke(reference)).getImplMethodName();
      return name.contains("lambda$") ? Optional.empty() : Optional.of(name);
    } catch (ReflectiveOperationException | RuntimeException unnamed) {
      // A user's class that implements the interface.
      return Optional.empty();
    }
  }
}
