package org.attune.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Holm's correction for many comparisons (1979, Scandinavian Journal of Statistics 6): if each of
 * the adjusted p-values below α is called a difference, the probability of a single false one is at
 * most α.
 */
public final class Holm {
  private static final double LEVEL = 0.05;

  private Holm() {}

  /**
   * Two of several systems that are all compared with each other.
   *
   * @param difference the mean of the first minus that of the second
   * @param pValue of equality, adjusted for the number of pairs
   */
  public record ComparedPair(String first, String second, Estimate difference, double pValue) {
    /** Returns whether the two differ at 5 % for all pairs together. */
    public boolean sure() {
      return pValue < LEVEL;
    }

    /** Returns "surely above", "surely below" or "undecided", of the first system. */
    public String verdict() {
      return !sure() ? "undecided" : difference.value() > 0 ? "surely above" : "surely below";
    }

    /** Returns this pair with the system of the higher mean first. */
    public ComparedPair higherFirst() {
      return difference.value() < 0
          ? new ComparedPair(/* first= */ second, /* second= */ first, difference.negated(), pValue)
          : this;
    }
  }

  /**
   * Compares every two systems.
   *
   * @param difference the mean of the first named system minus that of the second, if it is known;
   *     a difference without an interval counts with a p-value of 1
   */
  public static List<ComparedPair> pairs(
      List<String> systems, BiFunction<String, String, Optional<Estimate>> difference) {
    List<ComparedPair> pairs = new ArrayList<>();
    for (int i = 0; i < systems.size(); i++) {
      for (String other : systems.subList(i + 1, systems.size())) {
        String one = systems.get(i);
        difference
            .apply(one, other)
            .ifPresent(found -> pairs.add(new ComparedPair(one, other, found, raw(found))));
      }
    }
    List<Double> adjusted = adjusted(pairs.stream().map(ComparedPair::pValue).toList());
    return IntStream.range(0, pairs.size())
        .mapToObj(i -> adjusted(pairs.get(i), adjusted.get(i)))
        .toList();
  }

  private static double raw(Estimate difference) {
    double p = difference.pValue();
    return Double.isNaN(p) ? 1 : p;
  }

  private static ComparedPair adjusted(ComparedPair pair, double pValue) {
    return new ComparedPair(pair.first(), pair.second(), pair.difference(), pValue);
  }

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
