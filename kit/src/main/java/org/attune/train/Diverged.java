package org.attune.train;

/** Says that a loss or a gradient is no number any more; a lower learning rate may help. */
public final class Diverged extends IllegalStateException {
  private static final long serialVersionUID = 1;

  Diverged(String message) {
    super(message);
  }
}
