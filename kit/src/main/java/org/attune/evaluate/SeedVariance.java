package org.attune.evaluate;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * The variance between training seeds, of one arm or pooled over similar arms.
 *
 * <p>Three seeds give two degrees of freedom and a t of 4.3; five arms of three seeds with equal
 * variance give ten and 2.2. Arms are pooled only if Bartlett's test (1937) does not find their
 * mean squares between seeds different at the 25 % level, the usual level of a preliminary test
 * (Bozivich, Bancroft and Hartley 1956); otherwise each arm keeps its own. An arm whose own
 * variance is larger than the pooled one uses its own: with few seeds a test may miss an arm that
 * differs. Its mean then has its own degrees of freedom only. The difference of two arms, which
 * shares out what is unlike in one of them, keeps those of all; {@code recipes/STATISTICS.md} has
 * the coverage of both.
 *
 * @param square mean square between seeds, P·σ²_S + σ²_R
 * @param residual residual mean square, σ²_R
 * @param freedom degrees of freedom of the first
 * @param freedomIfLarger degrees of freedom of an arm's own variance that is larger
 */
public record SeedVariance(double square, double residual, double freedom, double freedomIfLarger) {
  private static final double ALIKE = 0.25;

  /** Returns the variance of one arm alone. */
  static SeedVariance own(MeanSquares squares, double freedom) {
    return new SeedVariance(squares.seed(), squares.residual(), freedom, freedom);
  }

  /** Returns an arm's own variance if it is larger; only too small a variance would mislead. */
  SeedVariance orLarger(SeedVariance own) {
    return own.excess() > excess()
        ? new SeedVariance(own.square, own.residual, freedomIfLarger, freedomIfLarger)
        : this;
  }

  /** Returns P·σ²_S, which can be negative by chance. */
  double excess() {
    return square - residual;
  }

  /**
   * Pools the seed variance of similar arms, for the mean of each of them; empty if there is one
   * seed, one arm, or the arms differ.
   */
  public static Optional<SeedVariance> ofMeans(List<MeanSquares> arms) {
    if (!alike(arms)) {
      return Optional.empty();
    }
    double square = arms.stream().mapToDouble(MeanSquares::seed).average().orElseThrow();
    double residual = arms.stream().mapToDouble(MeanSquares::residual).average().orElseThrow();
    double freedom = arms.size() * (double) arms.get(0).seedFreedom();
    return Optional.of(new SeedVariance(square, residual, freedom, arms.get(0).seedFreedom()));
  }

  /**
   * Pools the seed variance of similar arms, for the difference of any two of them.
   *
   * <p>Arms share prompts, seeds and random numbers, which cancel in a difference. So the arms are
   * first centred at their mean in each cell, which leaves (k − 1)(S − 1) degrees of freedom for k
   * arms.
   *
   * @param arms the mean squares of each arm
   * @param centred the mean squares of each arm minus the mean of all arms in the same cell
   */
  public static Optional<SeedVariance> ofDifferences(
      List<MeanSquares> arms, List<MeanSquares> centred) {
    if (!alike(arms)) {
      return Optional.empty();
    }
    double others = arms.size() - 1.0;
    // A difference of two arms has twice the variance of one.
    double square = 2 * centred.stream().mapToDouble(MeanSquares::seed).sum() / others;
    double residual = 2 * centred.stream().mapToDouble(MeanSquares::residual).sum() / others;
    double freedom = others * arms.get(0).seedFreedom();
    return Optional.of(new SeedVariance(square, residual, freedom, freedom));
  }

  /**
   * Returns whether there are arms to pool and Bartlett's test finds no difference between them.
   */
  private static boolean alike(List<MeanSquares> arms) {
    if (arms.size() < 2 || arms.get(0).seeds() < 2 || arms.get(0).prompts() < 2) {
      return false;
    }
    int freedom = arms.get(0).seedFreedom();
    double pooled = arms.stream().mapToDouble(MeanSquares::seed).average().orElseThrow();
    double logs = arms.stream().mapToDouble(arm -> Math.log(arm.seed())).average().orElseThrow();
    double k = arms.size();
    double statistic = k * freedom * (Math.log(pooled) - logs);
    double corrected = statistic / (1 + (k + 1) / (3 * k * freedom));
    // An arm without variance makes this infinite, so it is not pooled.
    return corrected
        < new ChiSquaredDistribution(null, k - 1).inverseCumulativeProbability(1 - ALIKE);
  }
}
