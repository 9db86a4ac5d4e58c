package org.attune.method;

import ai.djl.ndarray.NDArray;
import org.attune.engine.StableMath;
import org.attune.util.InvalidInputException;

/**
 * Rank responses to align with human feedback: a hinge without margin on every response that is
 * more likely than one of higher reward, and imitation of the best response (Yuan et al. 2023,
 * arXiv 2304.05302, eq. 1–5).
 *
 * <p>The ranking uses mean log-probabilities over tokens; the imitated response's log-probability
 * is summed. The released code overwrites its labels in place and so divides everything, including
 * the imitated response, by the padded length of query and response; {@link #paddedLength} is that
 * form. Its default ranking weight is 100; its scripts pass 1.
 *
 * @param lengthPenalty the exponent of the length in the normalisation; 1 in the paper
 * @param rankingWeight weight of the ranking term; 0 leaves only imitation of the best response
 * @param sftWeight weight of the imitation term
 * @param paddedLength the common length of the released code, or 0 for each response's own length
 * @param config the training configuration
 */
public record Rrhf(
    double lengthPenalty,
    double rankingWeight,
    double sftWeight,
    int paddedLength,
    TrainingConfig config)
    implements Configurable<Rrhf> {
  /** Checks the weights. */
  public Rrhf {
    InvalidInputException.unless(
        lengthPenalty >= 0 && Double.isFinite(lengthPenalty),
        "RRHF's length penalty must be >= 0, got %s; the paper uses 1.",
        lengthPenalty);
    InvalidInputException.unless(
        rankingWeight >= 0 && sftWeight >= 0 && rankingWeight + sftWeight > 0,
        "RRHF's weights must be >= 0 and not both 0, got %s for ranking and %s for imitation.",
        rankingWeight,
        sftWeight);
    InvalidInputException.unless(
        paddedLength >= 0,
        "RRHF's padded length must be > 0, got %d; 0 is the paper's form.",
        paddedLength);
  }

  /**
   * Uses the form of the paper, with both terms unweighted, and a configuration for small models.
   */
  public Rrhf() {
    this(1, 1, 1, 0, TrainingConfig.small());
  }

  /**
   * Returns the settings of Yuan et al. (§4.1): learning rate 2e-5 falling to 0, 3 epochs, batch
   * 64.
   */
  public static Rrhf paper() {
    return new Rrhf()
        .config(TrainingConfig.small().epochs(3).batchSize(64).learningRate(2e-5).warmup(0.03));
  }

  @Override
  public String name() {
    return rankingWeight == 0 ? "RRHF without ranking" : "RRHF";
  }

  @Override
  public Grouping grouping() {
    return Grouping.RANKING;
  }

  @Override
  public Reduction reduction() {
    return Reduction.SEQUENCE_MEAN;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray sums = batch.policy().sum(); // log π(y|x)  // (rows)
    NDArray best = batch.chosen(sums).neg(); // − log π(y_best|x), eq. 4  // (groups)
    if (paddedLength > 0) {
      best = best.div(batch.constant(paddedLength));
    }
    return ranking(batch, sums)
        .mul(batch.constant(rankingWeight))
        .add(best.mul(batch.constant(sftWeight))); // eq. 5
  }

  private NDArray ranking(LossBatch batch, NDArray sums) {
    NDArray p = batch.grouped(sums.div(lengths(batch))); // p_i  // (groups, n)
    NDArray excess = p.expandDims(1).sub(p.expandDims(2)); // p_j − p_i at (i, j)
    return StableMath.hinge(excess)
        .mul(batch.worse())
        .sum(new int[] {1, 2}); // Σ over r_j < r_i of max(0, p_j − p_i), eq. 3  // (groups)
  }

  private NDArray lengths(LossBatch batch) {
    if (paddedLength > 0) {
      return batch.constant(Math.pow(paddedLength, lengthPenalty));
    }
    NDArray tokens = batch.policy().tokens().maximum(1f); // |y|, no gradient  // (rows)
    return tokens.log().mul(batch.constant(lengthPenalty)).exp();
  }

  /** Returns this method with another exponent of the length. */
  public Rrhf lengthPenalty(double exponent) {
    return new Rrhf(exponent, rankingWeight, sftWeight, paddedLength, config);
  }

  /** Returns this method with another weight of the ranking term. */
  public Rrhf rankingWeight(double weight) {
    return new Rrhf(lengthPenalty, weight, sftWeight, paddedLength, config);
  }

  /** Returns this method with another weight of the imitation term. */
  public Rrhf sftWeight(double weight) {
    return new Rrhf(lengthPenalty, rankingWeight, weight, paddedLength, config);
  }

  /** Returns the ablation of Table 3: only imitation of the best response. */
  public Rrhf withoutRanking() {
    return rankingWeight(0);
  }

  /** Returns the form of the released code, with the padded length of query and response. */
  public Rrhf paddedLength(int tokens) {
    return new Rrhf(lengthPenalty, rankingWeight, sftWeight, tokens, config);
  }

  @Override
  public Rrhf config(TrainingConfig config) {
    return new Rrhf(lengthPenalty, rankingWeight, sftWeight, paddedLength, config);
  }
}
