package org.attune.sweep;

/**
 * A wither of a method that takes a whole number, such as {@code Rwr::steps}.
 *
 * <p>It is also a {@link NumberSetter}, so that the compiler prefers it for whole numbers when both
 * apply, as in {@code vary(Rwr::beta, 1, 5)}.
 *
 * @param <M> the method
 */
@FunctionalInterface
public interface IntegerSetter<M> extends NumberSetter<M> {
  /** Returns the method with the whole number. */
  M count(M method, int value);

  @Override
  default M set(M method, double value) {
    return count(method, (int) Math.round(value));
  }
}
