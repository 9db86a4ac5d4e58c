package org.attune.train.loop;

import java.util.Locale;

/**
 * Thrown when a loss or a gradient is NaN or infinite; the message says where and what may help.
 */
public final class NonFiniteLossException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  NonFiniteLossException(String message) {
    super(message);
  }

  /** Returns the exception for an update that gave NaN or infinite weights. */
  static NonFiniteLossException weights(int step, double rate) {
    return new NonFiniteLossException(
        String.format(
            Locale.ROOT,
            "The weights are no longer finite after step %d, and were not saved; lower the learning"
                + " rate, which is %s.",
            step,
            rate));
  }

  /**
   * Returns the exception for a number that is not finite; before the first update the learning
   * rate cannot be the cause.
   *
   * @param what such as "The loss"
   * @param unit the unit of the position, such as "at step"
   * @param place the position, counted from 1
   */
  static NonFiniteLossException at(
      String what, double value, String unit, int place, double learningRate) {
    String advice =
        place == 1
            ? ", before the weights changed for the first time, so no learning rate is the cause;"
                + " look at the start's weights, the rewards, and settings such as beta."
            : "; lower the learning rate, which is " + learningRate + ".";
    return new NonFiniteLossException(
        what + " became " + value + " " + unit + " " + place + advice);
  }
}
