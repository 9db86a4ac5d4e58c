package org.attune.train;

/** Says that a loss or a gradient is no number any more; a lower learning rate may help. */
public final class NonFiniteLossException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  NonFiniteLossException(String message) {
    super(message);
  }
}
