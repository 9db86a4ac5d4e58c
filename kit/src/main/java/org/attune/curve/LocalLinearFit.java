package org.attune.curve;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A smooth line through points: at each place the weighted least-squares line through all of them,
 * near ones weighing more.
 *
 * <p>Places are square roots of KL, in which the first gains, that come at little divergence, do
 * not shrink to a spike (Gao et al. 2022). A kernel reaches over a fixed share of the range.
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

  /** Fits points as some prompts show them; a prompt may come more than once. */
  static LocalLinearFit of(List<CurvePoint> points, CurveMeasure measure, int[] prompts) {
    return of(
        points.stream().mapToDouble(point -> point.kl(prompts)).toArray(),
        points.stream().mapToDouble(point -> point.mean(measure, prompts)).toArray());
  }

  /** Fits values over divergences. */
  static LocalLinearFit of(double[] divergences, double[] values) {
    double[] roots = new double[divergences.length];
    for (int i = 0; i < roots.length; i++) {
      // An exact divergence is never below zero but for rounding.
      roots[i] = Math.sqrt(Math.max(0, divergences[i]));
    }
    return new LocalLinearFit(roots, values.clone());
  }

  /** Returns the smallest place. */
  double from() {
    return IntStream.range(0, roots.length).mapToDouble(i -> roots[i]).min().orElseThrow();
  }

  /** Returns the largest place. */
  double to() {
    return IntStream.range(0, roots.length).mapToDouble(i -> roots[i]).max().orElseThrow();
  }

  /** Returns equally distant places between two. */
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
      // Never quite nothing, so that a gap between points is bridged and not left open.
      double weight = Math.exp(-0.5 * away * away) + 1e-9;
      mass += weight;
      x += weight * (roots[i] - root);
      y += weight * values[i];
      xx += weight * (roots[i] - root) * (roots[i] - root);
      xy += weight * (roots[i] - root) * values[i];
    }
    double spread = mass * xx - x * x;
    // Where all weight lies on one place there is no slope to speak of.
    return spread <= 1e-9 * mass * mass * reach * reach ? y / mass : (xx * y - x * xy) / spread;
  }

  /** Returns the place where the line is highest. */
  double top() {
    double best = from();
    for (double place : places(from(), to())) {
      best = at(place) > at(best) ? place : best;
    }
    return best;
  }
}
