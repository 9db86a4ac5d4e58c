package org.attune.method.registry;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.attune.method.AlignmentMethod;

/**
 * One setting of a method, as an option of the command line and, if it is a number, an axis of a
 * sweep.
 *
 * @param name the name as typed, without dashes in front
 * @param type {@code Double}, {@code Integer}, {@code Boolean} or an enum
 * @param help what it means, without its default
 * @param value returns its value in a method
 * @param change returns a method with another value
 * @param <M> the method
 */
public record MethodSetting<M extends AlignmentMethod>(
    String name,
    Class<?> type,
    String help,
    Function<M, Object> value,
    BiFunction<M, Object, M> change) {

  /** Returns whether a sweep can vary it. */
  public boolean isNumber() {
    return type == Double.class;
  }
}
