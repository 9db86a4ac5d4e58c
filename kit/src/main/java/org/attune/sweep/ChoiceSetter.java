package org.attune.sweep;

import java.io.Serializable;

/**
 * A wither of a method that takes a value of any type, such as {@code Rwr::reduction}.
 *
 * @param <M> the method
 * @param <V> the type of the value
 */
@FunctionalInterface
public interface ChoiceSetter<M, V> extends Serializable {
  /** Returns the method with the value. */
  M set(M method, V value);
}
