package org.attune.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.attune.util.InvalidInputException;

/**
 * The win rate that two systems would have if their answers were equally long, since judges favour
 * long ones (Dubois et al. 2024, arXiv 2404.04475).
 *
 * <p>It is σ(θ) of the logistic regression P(win) = σ(θ + φ·tanh(d / s)), where d is the difference
 * of lengths and s its standard deviation. AlpacaEval 2 also has a term for how hard an instruction
 * is, which needs the answers of many systems and changes the result little; it is left out.
 */
public final class LengthControlledWinRate {
  private LengthControlledWinRate() {}

  /**
   * Returns the win rate with its interval, which counts all comparisons of a prompt as one.
   *
   * @param prompts the prompt of each comparison
   * @param outcomes 1 for a win, ½ for a tie, 0 for a loss
   * @param lengths the length of each answer
   * @param otherLengths the length of the other system's answer
   */
  public static Interval of(
      List<String> prompts,
      List<Double> outcomes,
      List<Integer> lengths,
      List<Integer> otherLengths) {
    int count = outcomes.size();
    InvalidInputException.unless(
        count > 2, "A length-controlled win rate needs at least 3 comparisons, got %d.", count);
    double[] differences =
        IntStream.range(0, count).mapToDouble(i -> lengths.get(i) - otherLengths.get(i)).toArray();
    double scale = scale(differences);
    if (scale == 0) {
      return RandomEffects.of(prompts, RatioSamples.share(outcomes));
    }
    double[][] rows =
        Arrays.stream(differences)
            .mapToObj(difference -> new double[] {1, Math.tanh(difference / scale)})
            .toArray(double[][]::new);
    double[] won = outcomes.stream().mapToDouble(outcome -> outcome).toArray();
    double[][] prior = {{1, 0}, {0, 1}}; // ties, which keep both coefficients finite
    return LogisticFit.of(rows, won, prompts, prior)
        .of(new double[] {1, 0})
        .interval()
        .map(LogisticFit::sigmoid);
  }

  private static double scale(double[] differences) {
    boolean alike = Arrays.stream(differences).allMatch(d -> d == differences[0]);
    return alike ? 0 : new StandardDeviation().evaluate(differences);
  }
}
