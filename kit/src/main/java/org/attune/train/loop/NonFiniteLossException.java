package org.attune.train.loop;

import java.util.Locale;

/** Says that a loss or a gradient is NaN or infinite, where, and what may help. */
public final class NonFiniteLossException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  NonFiniteLossException(String message) {
    super(message);
  }

  /** Says that an update ended in weights that are NaN or infinite. */
  static NonFiniteLossException weights(int step, double rate) {
    return new NonFiniteLossException(
        String.format(
            Locale.ROOT,
            "The weights are no longer finite after step %d; nothing of them is saved, lower the"
                + " learning rate, which is %s.",
            step,
            rate));
  }

  /**
   * Returns the sentence for a number that is not finite; before the first change of the weights a
   * learning rate cannot be the cause.
   *
   * @param what such as "The loss"
   * @param unit what is counted, such as "at step"
   * @param place which of them it is, from 1
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
