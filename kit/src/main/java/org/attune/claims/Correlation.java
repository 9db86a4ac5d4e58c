package org.attune.claims;

import java.util.List;

/** The correlation of two lists of numbers. */
final class Correlation {
  private Correlation() {}

  /** Returns Pearson's correlation; NaN if one list is constant. */
  static double of(List<Double> x, List<Double> y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double both = 0;
    double onlyX = 0;
    double onlyY = 0;
    for (int i = 0; i < x.size(); i++) {
      double dx = x.get(i) - meanX;
      double dy = y.get(i) - meanY;
      both += dx * dy;
      onlyX += dx * dx;
      onlyY += dy * dy;
    }
    return both / Math.sqrt(onlyX * onlyY);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
  }
}
