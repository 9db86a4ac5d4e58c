package org.attune.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Measurements whose truth is known: crossed prompts and training seeds, several answers each.
 *
 * @param prompts distinct prompts
 * @param answers answers to each
 * @param seeds training seeds
 * @param promptSpread deviation of prompts
 * @param answerSpread deviation of answers to one prompt
 * @param seedSpread deviation of training seeds
 */
public record SimulatedAnswers(
    int prompts,
    int answers,
    int seeds,
    double promptSpread,
    double answerSpread,
    double seedSpread) {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** Returns a design in which seeds have a share of the variance of the grand mean. */
  public SimulatedAnswers seedShare(double share) {
    double rest =
        promptSpread * promptSpread / prompts
            + answerSpread * answerSpread / prompts / answers / seeds;
    double spread = Math.sqrt(share / (1 - share) * rest * seeds);
    return new SimulatedAnswers(prompts, answers, seeds, promptSpread, answerSpread, spread);
  }

  /** Returns the prompt of each row, in rounds. */
  public List<String> rows() {
    return IntStream.range(0, prompts * answers)
        .mapToObj(row -> String.valueOf(row % prompts))
        .toList();
  }

  /** Draws a number for each seed and row, whose mean over all prompts and seeds is given. */
  public List<List<Double>> draw(double mean, SplittableRandom random) {
    double[] hard = normal(prompts, promptSpread, random);
    double[] luck = normal(seeds, seedSpread, random);
    List<List<Double>> all = new ArrayList<>();
    for (double seed : luck) {
      double[] noise = normal(prompts * answers, answerSpread, random);
      all.add(
          IntStream.range(0, noise.length)
              .mapToObj(row -> mean + seed + hard[row % prompts] + noise[row])
              .toList());
    }
    return all;
  }

  /**
   * Draws 1 or 0 for each seed and row, which are 1 with a probability over all prompts and seeds:
   * the signs of normal numbers.
   */
  public List<List<Double>> wins(double probability, SplittableRandom random) {
    double spread =
        Math.sqrt(
            promptSpread * promptSpread + answerSpread * answerSpread + seedSpread * seedSpread);
    double mean = spread * NORMAL.inverseCumulativeProbability(probability);
    return draw(mean, random).stream()
        .map(row -> row.stream().map(value -> value > 0 ? 1.0 : 0.0).toList())
        .toList();
  }

  private static double[] normal(int count, double spread, SplittableRandom random) {
    return DoubleStream.generate(() -> spread * random.nextGaussian()).limit(count).toArray();
  }
}
