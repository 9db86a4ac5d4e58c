package org.attune.claims;

import java.util.List;

/** How two lists of numbers go together. */
final class Correlation {
  private Correlation() {}

  /** Returns Pearson's correlation; lists of which one does not vary have none, which is NaN. */
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
