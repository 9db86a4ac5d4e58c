package org.attune.evaluate;

import java.util.List;
import java.util.Optional;

/**
 * The procedure for every interval of the library: tables, charts, notebooks and the verdicts on
 * claims.
 *
 * <p>Prompts and training seeds are both random samples; every seed's policy answers every prompt
 * (crossed random effects). The variance of the grand mean is estimated from the mean squares of
 * prompts, seeds and their interaction,
 *
 * <pre>v = (MS_P + MS_S − MS_R) / (P·S),</pre>
 *
 * but at least the prompts' part, and the interval is value ± t·√v. Its degrees of freedom are
 * Satterthwaite's (1946), v² / Σ(parts² / degrees), and at least those of the seeds. If few seeds
 * agree by chance, these are too many; so t is never less than Cochran and Cox's (1957) mean of the
 * two quantiles of Student, weighted by MS_P and MS_S. Several answers to a prompt form one cluster
 * and count as one value (Miller 2024, arXiv 2411.00640). The seeds' part may be pooled over
 * several similar arms, see {@link SeedVariance}.
 *
 * <p>Proportions, such as a win rate, use Wilson's score interval (1927) with the effective number
 * p(1 − p) / v in place of the count (Korn and Graubard 1998), so that they stay within [0, 1] and
 * have positive width at 0 and 1; if all values are the same, the exact bound 1 − 0.025^(1/P) is
 * used instead. Over several seeds a few hard prompts or poor trainings may decide a proportion
 * near 0 or 1. So the degrees of freedom of a mean square of n means with excess kurtosis κ are 2 /
 * (2/(n − 1) + κ/n) (Cramér 1946, §27.4), with κ times the part of the mean square that is not
 * chance, and the interval ends no nearer than {@link Estimate} says.
 *
 * <p>With one seed v is MS_P / P, and the interval is {@link Interval#ONE_TRAINING}.
 *
 * <p>Simulated coverage of nominal 95 % intervals is in {@code recipes/STATISTICS.md}; {@code
 * CoverageTest} repeats a part of it.
 */
public final class RandomEffects {
  /** The fraction of the residual below which a variance is treated as chance. */
  private static final double FLOOR = 0.05;

  /** The fraction of a value below which its error is treated as rounding. */
  private static final double ROUNDING = 1e-12;

  private RandomEffects() {}

  /** Returns the interval of one measurement; it covers only the measured training. */
  public static Interval of(List<String> prompts, RatioSamples tally) {
    return of(prompts, List.of(tally));
  }

  /** Returns the interval of a measurement repeated with several training seeds. */
  public static Interval of(List<String> prompts, List<RatioSamples> seeds) {
    return of(prompts, seeds, Optional.empty());
  }

  /** Returns the interval of a measurement with an optional pooled seed variance. */
  public static Interval of(
      List<String> prompts, List<RatioSamples> seeds, Optional<SeedVariance> pooled) {
    RatioSamples first = seeds.get(0);
    MeanSquares squares = MeanSquares.of(prompts, seeds);
    Estimate estimate = first.share() ? share(squares) : mean(squares, pooled);
    return estimate.interval().map(first.transform());
  }

  /** Returns the estimate of a mean. */
  public static Estimate mean(MeanSquares squares, Optional<SeedVariance> pooled) {
    return estimate(squares, pooled, false);
  }

  /**
   * Returns the estimate of a proportion, whose seed variance depends on it and is never pooled.
   */
  public static Estimate share(MeanSquares squares) {
    return estimate(squares, Optional.empty(), true);
  }

  private static Estimate estimate(MeanSquares m, Optional<SeedVariance> pooled, boolean share) {
    if (m.seeds() == 1) {
      double variance = m.prompts() == 1 ? Double.NaN : m.prompt() / m.prompts();
      Student student = Student.of(m.promptFreedom());
      return new Estimate(m.value(), error(m, variance), student, share, m.prompts(), 1);
    }
    if (m.prompts() == 1) {
      Student student = Student.of(m.seedFreedom());
      double error = error(m, m.seed() / m.seeds());
      return new Estimate(m.value(), error, student, share, 1, m.seeds());
    }
    return twoWay(m, pooled, share);
  }

  private static Estimate twoWay(MeanSquares m, Optional<SeedVariance> pooled, boolean share) {
    double chance = m.residual();
    double promptFreedom = freedom(m.prompts(), m.prompt(), chance, share ? m.promptKurtosis() : 0);
    double seedFreedom = freedom(m.seeds(), m.seed(), chance, share ? m.seedKurtosis() : 0);
    SeedVariance own = SeedVariance.own(m, seedFreedom);
    SeedVariance seeds = pooled.map(like -> like.orLarger(own)).orElse(own);
    double sum = m.prompt() + seeds.excess();
    double least = Math.max(0, m.prompt() - chance) + FLOOR * chance;
    double variance = Math.max(sum, least);
    Student student = student(m, seeds, variance, promptFreedom);
    double error = error(m, variance / m.prompts() / m.seeds());
    Optional<Double> clustered =
        share && error > 0 ? Optional.of(Math.max(0, 1 - chance / variance)) : Optional.empty();
    return new Estimate(m.value(), error, student, share, m.prompts(), m.seeds(), clustered);
  }

  /** Returns the root of a variance, or 0 if it is only what rounding leaves of equal values. */
  private static double error(MeanSquares m, double variance) {
    double error = Math.sqrt(variance);
    return error <= ROUNDING * Math.abs(m.value()) ? 0 : error;
  }

  /** Returns the degrees of freedom of the mean square of some means with an excess kurtosis. */
  private static double freedom(int means, double square, double residual, double kurtosis) {
    double tail = square > 0 ? Math.max(0, 1 - residual / square) * Math.max(0, kurtosis) : 0;
    return tail > 0 ? 2 / (2.0 / (means - 1) + tail / means) : means - 1;
  }

  private static Student student(
      MeanSquares m, SeedVariance seeds, double variance, double promptFreedom) {
    double prompt = m.prompt();
    double seed = Math.max(0, m.residual() + seeds.excess());
    double residual = m.residual();
    double spread =
        prompt * prompt / promptFreedom
            + seed * seed / seeds.freedom()
            + residual * residual / m.promptFreedom() / m.seedFreedom();
    double fewest = Math.min(seeds.freedom(), promptFreedom);
    double satterthwaite = spread > 0 ? variance * variance / spread : fewest;
    double weight = prompt + seed > 0 ? seed / (prompt + seed) : 0;
    return new Student(Math.max(fewest, satterthwaite), promptFreedom, seeds.freedom(), weight);
  }
}
