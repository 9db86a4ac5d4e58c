package org.attune.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The jackknife interval of a statistic that is not a mean over prompts, such as the height of a
 * fitted curve.
 *
 * <p>Each run's statistic T gives a pseudo-value for each prompt, P·T − (P − 1)·T₋ₚ, where T₋ₚ is
 * the statistic without that prompt (Tukey 1958; Efron and Stein 1981, Annals of Statistics 9). The
 * pseudo-values are then treated like all measurements, by {@link RandomEffects}.
 */
public final class Jackknife {
  private Jackknife() {}

  /**
   * Returns the mean over runs of a statistic that each run computes from the given rows.
   *
   * @param prompts the prompt of each row; all rows of a prompt are left out together
   * @param runs for each training seed, the statistic as a function of the rows to use
   */
  public static Estimate of(List<String> prompts, List<ToDoubleFunction<int[]>> runs) {
    List<int[]> without = without(prompts);
    int[] all = IntStream.range(0, prompts.size()).toArray();
    int count = without.size();
    double[][] cells = new double[runs.size()][count]; // (run, prompt)
    double sum = 0;
    for (int run = 0; run < cells.length; run++) {
      double whole = runs.get(run).applyAsDouble(all);
      sum += whole;
      double bias = 0;
      for (int prompt = 0; prompt < count; prompt++) {
        double rest = count == 1 ? whole : runs.get(run).applyAsDouble(without.get(prompt));
        cells[run][prompt] = count * whole - (count - 1) * rest;
        bias += (cells[run][prompt] - whole) / count;
      }
      // The statistic itself is reported, not its jackknife bias correction.
      for (int prompt = 0; prompt < count; prompt++) {
        cells[run][prompt] -= bias;
      }
    }
    return RandomEffects.mean(MeanSquares.of(sum / runs.size(), cells), Optional.empty());
  }

  /** Returns, for each distinct prompt, the rows of all others. */
  private static List<int[]> without(List<String> prompts) {
    Map<String, Integer> distinct = new LinkedHashMap<>();
    prompts.forEach(prompt -> distinct.putIfAbsent(prompt, distinct.size()));
    List<int[]> rows = new ArrayList<>();
    for (String left : distinct.keySet()) {
      rows.add(
          IntStream.range(0, prompts.size())
              .filter(row -> !prompts.get(row).equals(left))
              .toArray());
    }
    return rows;
  }
}
