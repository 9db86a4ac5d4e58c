package org.attune.reward;

import java.util.List;
import org.attune.data.Equality;
import org.attune.util.InvalidInputException;

/**
 * Shifts and scales raw rewards to mean 0 and standard deviation 1 (Hu et al. 2023, arXiv
 * 2308.12050, §3.1, Fig. 3).
 *
 * <p>It is fitted once and kept with the labels, so that new data uses the same scale.
 *
 * @param mean mean of the raw rewards
 * @param deviation their standard deviation over the population (divided by n), or 1 when all are
 *     equal
 */
public record Normaliser(double mean, double deviation) {
  /** Checks that the scaling is invertible. */
  public Normaliser {
    InvalidInputException.unless(
        Double.isFinite(mean) && Double.isFinite(deviation) && deviation > 0,
        "Rewards cannot be normalised with mean %s and standard deviation %s; both must be numbers,"
            + " the latter > 0.",
        mean,
        deviation);
  }

  /** Leaves rewards unchanged. */
  public static final Normaliser NONE = new Normaliser(0, 1);

  /** Fits mean and deviation to raw rewards, none of which may be NaN. */
  public static Normaliser fit(List<Double> raw) {
    InvalidInputException.unless(
        !raw.isEmpty(), "There are no rewards to normalise; the data set is empty.");
    for (int i = 0; i < raw.size(); i++) {
      InvalidInputException.unless(
          Double.isFinite(raw.get(i)),
          "The reward of response %d is %s; a reward function must return a finite number.",
          i + 1,
          raw.get(i));
    }
    double mean = raw.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double variance =
        raw.stream().mapToDouble(r -> (r - mean) * (r - mean)).average().orElseThrow();
    // Equal rewards may differ by rounding, which must not be scaled up to a deviation of 1.
    boolean spread = !Equality.areEqual(raw.stream().mapToDouble(r -> r).toArray());
    return new Normaliser(mean, spread ? Math.sqrt(variance) : 1);
  }

  /** Returns the normalised reward. */
  public double apply(double raw) {
    return (raw - mean) / deviation;
  }

  /** Returns the raw reward of a normalised one. */
  public double undo(double normalised) {
    return normalised * deviation + mean;
  }
}
