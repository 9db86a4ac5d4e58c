package org.attune.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variance components of a measurement, as standard deviations. More prompts, more answers per
 * prompt and more training seeds each reduce a different component.
 *
 * <p>Estimated by the method of moments from the mean squares of {@link MeanSquares}; negative
 * variance estimates are set to 0. With one answer per prompt the answers' component includes the
 * interaction, and with one seed the seeds' is NaN.
 *
 * @param prompt of prompts: difficulty shared by all policies
 * @param seed of training seeds
 * @param interaction of seed and prompt; NaN if not identifiable
 * @param answer of several answers of one policy to one prompt
 */
public record VarianceComponents(double prompt, double seed, double interaction, double answer) {
  /**
   * Computes the components of one measurement per seed; rows of one prompt are several answers to
   * it.
   */
  public static VarianceComponents of(List<String> prompts, List<RatioSamples> seeds) {
    MeanSquares squares = MeanSquares.of(prompts, seeds);
    double answers = prompts.size() / (double) squares.prompts();
    double within = within(prompts, seeds, squares);
    boolean several = answers > 1;
    double cell = several ? within / answers : Double.NaN;
    if (squares.seeds() == 1) {
      double prompt = several ? root(squares.prompt() - cell) : Double.NaN;
      double answer = several ? Math.sqrt(within) : Math.sqrt(squares.prompt());
      return new VarianceComponents(prompt, Double.NaN, Double.NaN, answer);
    }
    double residual = squares.residual();
    return new VarianceComponents(
        root((squares.prompt() - residual) / squares.seeds()),
        root((squares.seed() - residual) / squares.prompts()),
        several ? root(residual - cell) : Double.NaN,
        Math.sqrt(several ? within : residual));
  }

  /** Returns the mean square within cells; the rows of a ratio are linearised like its cells. */
  private static double within(
      List<String> prompts, List<RatioSamples> seeds, MeanSquares squares) {
    double size =
        seeds.stream()
            .flatMap(tally -> tally.below().stream())
            .mapToDouble(b -> b)
            .average()
            .orElseThrow();
    double sum = 0;
    for (RatioSamples tally : seeds) {
      Map<String, double[]> moments = new LinkedHashMap<>(); // count, Σx, Σx²
      for (int row = 0; row < prompts.size(); row++) {
        double value = (tally.above().get(row) - squares.value() * tally.below().get(row)) / size;
        double[] own = moments.computeIfAbsent(prompts.get(row), prompt -> new double[3]);
        own[0]++;
        own[1] += value;
        own[2] += value * value;
      }
      sum += moments.values().stream().mapToDouble(m -> m[2] - m[1] * m[1] / m[0]).sum();
    }
    return sum / seeds.size() / (prompts.size() - squares.prompts());
  }

  private static double root(double variance) {
    return Double.isNaN(variance) ? Double.NaN : Math.sqrt(Math.max(0, variance));
  }
}
