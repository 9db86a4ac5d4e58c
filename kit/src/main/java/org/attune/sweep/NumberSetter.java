package org.attune.sweep;

import java.io.Serializable;

/**
 * A wither of a method that takes a number, such as {@code Rwr::beta}.
 *
 * @param <M> the method
 */
@FunctionalInterface
public interface NumberSetter<M> extends Serializable {
  /** Returns the method with the value. */
  M set(M method, double value);
}
