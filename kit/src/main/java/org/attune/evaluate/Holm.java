package org.attune.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction for many comparisons (1979, Scandinavian Journal of Statistics 6): if each of
 * the adjusted p-values below α is called a difference, the probability of a single false one is at
 * most α.
 */
public final class Holm {
  private Holm() {}

  /** Returns the adjusted p-values, in the order of the given ones. */
  public static List<Double> adjusted(List<Double> pValues) {
    int[] order =
        IntStream.range(0, pValues.size())
            .boxed()
            .sorted(Comparator.comparing(pValues::get))
            .mapToInt(i -> i)
            .toArray();
    Double[] adjusted = new Double[pValues.size()];
    double largest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      largest = Math.max(largest, (order.length - rank) * pValues.get(order[rank]));
      adjusted[order[rank]] = Math.min(1, largest);
    }
    return Arrays.asList(adjusted);
  }
}
