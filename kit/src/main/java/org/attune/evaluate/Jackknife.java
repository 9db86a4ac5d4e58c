package org.attune.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The interval of a number that is no mean over prompts, such as the height of a fitted curve.
 *
 * <p>Each run's number T becomes a pseudo-value for each prompt, P·T − (P − 1)·T₋ₚ, where T₋ₚ is
 * the number without that prompt (Tukey 1958; Efron and Stein 1981). Pseudo-values then go the way
 * of all measurements, {@link RandomEffects}.
 */
public final class Jackknife {
  private Jackknife() {}

  /**
   * Returns the mean over runs of a number that each run computes from the rows it is given.
   *
   * @param prompts the prompt of each row; all rows of a prompt are left out together
   * @param runs for each training seed, the number as a function of the rows to use
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
      // The number itself is reported, not the jackknife's correction of it.
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
