package org.attune.method;

import org.attune.util.InvalidInputException;

/**
 * Validation on held-out prompts during training.
 *
 * @param share fraction of the prompts that is held out, with all their responses; 0 for none
 * @param most largest number of held-out prompts, which bounds the cost
 * @param evaluations how many times the held-out loss is measured over the run, evenly spread
 * @param patience stop after this many consecutive measurements without a new lowest loss; 0
 *     disables early stopping
 * @param keepBest restore the weights of the lowest held-out loss at the end
 */
public record Validation(double share, int most, int evaluations, int patience, boolean keepBest) {
  /** Fewer held-out prompts than this say little. */
  private static final int FEWEST = 4;

  /** Checks the ranges. */
  public Validation {
    InvalidInputException.unless(
        share >= 0 && share < 1,
        "The share of held-out prompts must be in [0, 1), got %s; try 0.1, or 0 for none.",
        share);
    InvalidInputException.unless(
        most > 0, "The most held-out prompts must be > 0, got %d; try 32.", most);
    InvalidInputException.unless(
        evaluations > 0, "The held-out loss is measured at least once, got %d.", evaluations);
    InvalidInputException.unless(
        patience >= 0, "patience must be >= 0, got %d; 0 never stops.", patience);
    InvalidInputException.unless(
        share > 0 || (patience == 0 && !keepBest),
        "Early stopping and keeping the best checkpoint need held-out prompts; hold out a share,"
            + " such as 0.1.");
  }

  /** Holds out a tenth of the prompts, at most 32, and measures 16 times without early stopping. */
  public static Validation standard() {
    return new Validation(0.1, 32, 16, 0, false);
  }

  /** Holds out nothing. */
  public static Validation none() {
    return new Validation(0, 32, 16, 0, false);
  }

  /** Returns the same with another share of the prompts. */
  public Validation share(double fraction) {
    return new Validation(fraction, most, evaluations, patience, keepBest);
  }

  /** Returns the same with another largest number of prompts. */
  public Validation most(int prompts) {
    return new Validation(share, prompts, evaluations, patience, keepBest);
  }

  /** Returns the same with another number of measurements. */
  public Validation evaluations(int count) {
    return new Validation(share, most, count, patience, keepBest);
  }

  /** Returns the same with early stopping and the best weights. */
  public Validation earlyStopping(int patience) {
    InvalidInputException.unless(
        patience > 0, "Early stopping needs a patience of at least 1, got %d.", patience);
    return new Validation(share, most, evaluations, patience, true);
  }

  /** Returns the same without early stopping, but with the best weights. */
  public Validation keepingBest() {
    return new Validation(share, most, evaluations, patience, true);
  }

  /** Returns the number of held-out prompts; 0 if there are too few prompts. */
  public int heldOut(int prompts) {
    int wanted = (int) Math.min(most, Math.floor(share * prompts));
    return wanted < FEWEST ? 0 : wanted;
  }

  /** Returns whether the held-out loss decides when to stop or which weights to keep. */
  public boolean decides() {
    return patience > 0 || keepBest;
  }

  /** Returns the number of steps between measurements. */
  public int every(int steps) {
    return Math.max(1, steps / evaluations);
  }
}
