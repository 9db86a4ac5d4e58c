package org.attune.curve;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A local linear regression through points: at each position a weighted least-squares line through
 * all points, with larger weights for near ones.
 *
 * <p>Positions are square roots of KL, so that the first gains at small divergence are not
 * compressed to a spike (Gao et al. 2022, arXiv 2210.10760). The kernel width is a fixed fraction
 * of the range.
 */
final class LocalLinearFit {
  private static final double REACH = 0.15;
  private static final int PLACES = 60;

  private final double[] roots;
  private final double[] values;
  private final double reach;

  private LocalLinearFit(double[] roots, double[] values) {
    this.roots = roots;
    this.values = values;
    this.reach = Math.max(1e-9, REACH * (to() - from()));
  }

  /** Fits points on the given prompts, which may repeat. */
  static LocalLinearFit of(List<CurvePoint> points, CurveMeasure measure, int[] prompts) {
    return of(
        points.stream().mapToDouble(point -> point.kl(prompts)).toArray(),
        points.stream().mapToDouble(point -> point.mean(measure, prompts)).toArray());
  }

  /** Fits values over divergences. */
  static LocalLinearFit of(double[] divergences, double[] values) {
    double[] roots = new double[divergences.length];
    for (int i = 0; i < roots.length; i++) {
      // An exact divergence is negative only by rounding.
      roots[i] = Math.sqrt(Math.max(0, divergences[i]));
    }
    return new LocalLinearFit(roots, values.clone());
  }

  /** Returns the smallest position. */
  double from() {
    return IntStream.range(0, roots.length).mapToDouble(i -> roots[i]).min().orElseThrow();
  }

  /** Returns the largest position. */
  double to() {
    return IntStream.range(0, roots.length).mapToDouble(i -> roots[i]).max().orElseThrow();
  }

  /** Returns equally spaced positions between two. */
  static double[] places(double from, double to) {
    return IntStream.rangeClosed(0, PLACES)
        .mapToDouble(i -> from + (to - from) * i / PLACES)
        .toArray();
  }

  /** Returns the line's height at the square root of a divergence. */
  double at(double root) {
    double mass = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < roots.length; i++) {
      double away = (roots[i] - root) / reach;
      // The weight is never zero, so that gaps between points are bridged.
      double weight = Math.exp(-0.5 * away * away) + 1e-9;
      mass += weight;
      x += weight * (roots[i] - root);
      y += weight * values[i];
      xx += weight * (roots[i] - root) * (roots[i] - root);
      xy += weight * (roots[i] - root) * values[i];
    }
    double spread = mass * xx - x * x;
    // If all weight lies on one position, the slope is undefined.
    return spread <= 1e-9 * mass * mass * reach * reach ? y / mass : (xx * y - x * xy) / spread;
  }

  /** Returns the position of the maximum. */
  double top() {
    double best = from();
    for (double place : places(from(), to())) {
      best = at(place) > at(best) ? place : best;
    }
    return best;
  }
}
