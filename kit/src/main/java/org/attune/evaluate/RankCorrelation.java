package org.attune.evaluate;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.attune.util.InvalidInputException;

/** How far two judges put the same things in the same order. */
public final class RankCorrelation {
  private RankCorrelation() {}

  /** Returns Spearman's ρ; ties share their mean rank; NaN if one judge sees no difference. */
  public static double spearman(double[] first, double[] second) {
    require(first, second);
    return new SpearmansCorrelation().correlation(first, second);
  }

  /** Returns Kendall's τ-b, which allows for ties; NaN if one judge sees no difference. */
  public static double kendall(double[] first, double[] second) {
    require(first, second);
    return new KendallsCorrelation().correlation(first, second);
  }

  private static void require(double[] first, double[] second) {
    InvalidInputException.unless(
        first.length == second.length && first.length > 1,
        "A rank correlation needs two lists of the same length of at least 2, got %d and %d.",
        first.length,
        second.length);
    // Commons Math's Kendall would count a NaN as a rank, and return a number.
    InvalidInputException.unless(
        DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).noneMatch(Double::isNaN),
        "A rank correlation needs numbers; NaN has no rank.");
  }
}
