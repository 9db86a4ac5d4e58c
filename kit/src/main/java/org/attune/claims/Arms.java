package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.MeanSquares;
import org.attune.evaluate.RandomEffects;
import org.attune.evaluate.RatioSamples;
import org.attune.evaluate.SeedVariance;

/**
 * Comparable arms of one claim, which differ only in what the claim is about. They answer the same
 * prompts with the same seeds and random numbers, and pool their seed variance if a test finds no
 * difference (see {@link SeedVariance}).
 */
final class Arms {
  private final List<String> prompts;
  private final List<List<List<Double>>> numbers;
  private final Optional<SeedVariance> ofMeans;
  private final Optional<SeedVariance> ofDifferences;

  /**
   * Creates the arms of a claim.
   *
   * @param prompts the prompt of each answer
   * @param numbers for each arm and seed, one number per answer
   */
  Arms(List<String> prompts, List<List<List<Double>>> numbers) {
    this.prompts = List.copyOf(prompts);
    this.numbers = List.copyOf(numbers);
    List<MeanSquares> arms = numbers.stream().map(this::squares).toList();
    List<MeanSquares> centred =
        IntStream.range(0, numbers.size()).mapToObj(arm -> squares(centred(arm))).toList();
    this.ofMeans = SeedVariance.ofMeans(arms);
    this.ofDifferences = SeedVariance.ofDifferences(arms, centred);
  }

  private MeanSquares squares(List<List<Double>> seeds) {
    return MeanSquares.of(prompts, seeds.stream().map(RatioSamples::mean).toList());
  }

  private List<List<Double>> centred(int arm) {
    List<List<Double>> rows = new ArrayList<>();
    for (int seed = 0; seed < numbers.get(arm).size(); seed++) {
      List<Double> row = new ArrayList<>();
      for (int answer = 0; answer < prompts.size(); answer++) {
        double sum = 0;
        for (List<List<Double>> other : numbers) {
          sum += other.get(seed).get(answer);
        }
        row.add(numbers.get(arm).get(seed).get(answer) - sum / numbers.size());
      }
      rows.add(row);
    }
    return rows;
  }

  /** Returns an arm's mean. */
  Estimate mean(int arm) {
    return RandomEffects.mean(squares(numbers.get(arm)), ofMeans);
  }

  /** Returns the difference of the means of two arms. */
  Estimate difference(int arm, int other) {
    return RandomEffects.mean(
        squares(PairedDifference.minus(numbers.get(arm), numbers.get(other))), ofDifferences);
  }
}
