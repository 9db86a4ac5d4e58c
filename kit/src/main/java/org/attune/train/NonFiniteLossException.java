package org.attune.train;

import java.util.Locale;

/** Says that a loss or a gradient is no number any more; a lower learning rate may help. */
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
}
