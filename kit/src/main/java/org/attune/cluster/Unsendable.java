package org.attune.cluster;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;

/** Says where a piece of work holds a value that cannot be sent. */
final class Unsendable {
  private static final String ADVICE =
      "cannot be sent to another process. What runs on a cluster may use numbers, texts, lists,"
          + " records, policies and rewards; create anything else inside it.";

  private Unsendable() {}

  /**
   * Returns a sentence about a value that cannot be sent.
   *
   * @param type the name of the value's class
   * @param seen the objects that were packed before it
   */
  static String sentence(String type, Iterable<Object> seen) {
    for (Object holder : seen) {
      Optional<String> place =
          holder instanceof SerializedLambda lambda ? captured(lambda, type) : held(holder, type);
      if (place.isPresent()) {
        return place.get() + " is a " + type + ", which " + ADVICE;
      }
    }
    return "A " + type + " " + ADVICE;
  }

  private static Optional<String> captured(SerializedLambda lambda, String type) {
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      if (isOf(lambda.getCapturedArg(i), type)) {
        String where = lambda.getCapturingClass().replace('/', '.');
        String method =
            lambda.getImplMethodName().replaceFirst("^lambda\\$(.+?)(\\$[0-9a-f]+)?\\$\\d+$", "$1");
        return Optional.of(
            String.format(
                "The captured value %d of %d of the lambda in %s.%s",
                i + 1, lambda.getCapturedArgCount(), where, method));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> held(Object holder, String type) {
    if (holder instanceof Map<?, ?> variables) {
      for (Map.Entry<?, ?> variable : variables.entrySet()) {
        if (isOf(variable.getValue(), type)) {
          return Optional.of("The variable '" + variable.getKey() + "' of the notebook");
        }
      }
      return Optional.empty();
    }
    for (Field field : holder.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && holds(field, holder, type)) {
        return Optional.of("The field '" + field.getName() + "' of " + holder.getClass().getName());
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Field field, Object holder, String type) {
    try {
      field.setAccessible(true);
      return isOf(field.get(holder), type);
    } catch (ReflectiveOperationException | RuntimeException closed) {
      return false; // A class of Java itself, which no user can change.
    }
  }

  private static boolean isOf(Object value, String type) {
    return value != null && value.getClass().getName().equals(type);
  }
}
