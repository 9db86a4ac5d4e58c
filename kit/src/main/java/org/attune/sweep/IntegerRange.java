package org.attune.sweep;

import java.util.SplittableRandom;
import org.attune.util.InvalidInputException;

/**
 * A range from which random search draws a whole number, both ends included.
 *
 * @param low least value
 * @param high largest value
 */
public record IntegerRange(int low, int high) {
  /** Checks the ends. */
  public IntegerRange {
    InvalidInputException.unless(
        low < high, "A range needs a lower and a higher end, got %s to %s.", low, high);
  }

  int draw(SplittableRandom random) {
    return random.nextInt(low, high + 1);
  }
}
