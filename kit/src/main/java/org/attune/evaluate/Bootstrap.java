package org.attune.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Percentile bootstrap over prompts and training seeds.
 *
 * <p>Answers to one prompt are not independent, so a prompt is drawn with all its rows; with
 * several seeds, seeds are drawn too. Draws come from a fixed seed, so an interval repeats.
 */
public final class Bootstrap {
  private static final int DRAWS = 1_000;
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /** Returns the interval of one measurement. */
  public static Interval of(List<String> prompts, RatioSamples tally) {
    return of(prompts, List.of(tally));
  }

  /** Returns the interval of a measurement repeated with several training seeds. */
  public static Interval of(List<String> prompts, List<RatioSamples> seeds) {
    List<double[][]> sums = seeds.stream().map(tally -> clustered(prompts, tally)).toList();
    int clusters = sums.get(0)[0].length;
    var transform = seeds.get(0).transform();
    SplittableRandom random = new SplittableRandom(20_231_205);
    double[] draws = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      int[] chosen = random.ints(clusters, 0, clusters).toArray();
      double above = 0;
      double below = 0;
      for (int i = 0; i < seeds.size(); i++) {
        double[][] sum = sums.get(seeds.size() == 1 ? 0 : random.nextInt(seeds.size()));
        for (int cluster : chosen) {
          above += sum[0][cluster];
          below += sum[1][cluster];
        }
      }
      draws[draw] = transform.applyAsDouble(above / below);
    }
    Arrays.sort(draws);
    double value = transform.applyAsDouble(total(sums, 0) / total(sums, 1));
    return new Interval(
        value,
        draws[(int) (TAIL * DRAWS)],
        draws[(int) ((1 - TAIL) * DRAWS) - 1],
        clusters,
        seeds.size());
  }

  /** Adds up the rows of each distinct prompt. */
  private static double[][] clustered(List<String> prompts, RatioSamples tally) {
    Map<String, Integer> index = new LinkedHashMap<>();
    List<Integer> cluster = new ArrayList<>();
    for (String prompt : prompts) {
      Integer known = index.putIfAbsent(prompt, index.size());
      cluster.add(known == null ? index.size() - 1 : known);
    }
    double[][] sums = new double[2][index.size()];
    for (int row = 0; row < prompts.size(); row++) {
      sums[0][cluster.get(row)] += tally.above().get(row);
      sums[1][cluster.get(row)] += tally.below().get(row);
    }
    return sums;
  }

  private static double total(List<double[][]> sums, int part) {
    return sums.stream().mapToDouble(sum -> Arrays.stream(sum[part]).sum()).sum();
  }
}
