package org.attune.method;

import org.attune.util.InvalidInputException;

/**
 * How a training is checked on prompts that it does not learn from.
 *
 * @param share fraction of the prompts that is held back, with all their responses; 0 holds none
 *     back
 * @param most largest number of prompts held back, which bounds the cost
 * @param evaluations how many times the held-out loss is measured over the run, evenly spread
 * @param patience stop after this many measurements in a row without a new lowest loss; 0 never
 *     stops early
 * @param keepBest end with the weights of the lowest held-out loss instead of the last ones
 */
public record Validation(double share, int most, int evaluations, int patience, boolean keepBest) {
  /** Fewer prompts than these say little. */
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
        "Early stopping and keeping the best need held-out prompts; hold back a share, such as"
            + " 0.1.");
  }

  /** Holds back a tenth of the prompts, at most 32, and measures 16 times; never stops early. */
  public static Validation standard() {
    return new Validation(0.1, 32, 16, 0, false);
  }

  /** Holds nothing back. */
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

  /** Returns the same that stops early and keeps the best weights. */
  public Validation earlyStopping(int patience) {
    InvalidInputException.unless(
        patience > 0, "Early stopping needs a patience of at least 1, got %d.", patience);
    return new Validation(share, most, evaluations, patience, true);
  }

  /** Returns the same that trains to the end and keeps the best weights. */
  public Validation keepingBest() {
    return new Validation(share, most, evaluations, patience, true);
  }

  /** Returns how many of some prompts are held back; none where they are too few to spare. */
  public int heldOut(int prompts) {
    int wanted = (int) Math.min(most, Math.floor(share * prompts));
    return wanted < FEWEST ? 0 : wanted;
  }

  /** Returns the number of steps between measurements. */
  public int every(int steps) {
    return Math.max(1, steps / evaluations);
  }
}
