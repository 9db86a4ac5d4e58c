package org.attune.method;

import ai.djl.ndarray.NDArray;

/**
 * Best-of-2: supervised fine-tuning on the better of two responses (GAP eq. 3, whose minus sign is
 * missing in print).
 *
 * <p>A pair whose rewards are equal has no better response and is left out, which is where this
 * differs from {@link PreferredFt}, and so do the pairs that a rule cuts from more responses.
 *
 * @param pairs how pairs are cut from more than two responses
 * @param reduction how losses are averaged; the paper sums over tokens
 * @param config how long and how fast to train
 */
public record BestOf2(PairRule pairs, Reduction reduction, TrainingConfig config)
    implements Configurable<BestOf2> {
  /** Suits small models. */
  public BestOf2() {
    this(PairRule.BEST_WORST, Reduction.TOKEN_MEAN, TrainingConfig.small());
  }

  /** Returns GAP's settings: 4,000 steps of 32 pairs, learning rate 1e-5, sums over tokens. */
  public static BestOf2 paper() {
    return new BestOf2(PairRule.BEST_WORST, Reduction.SEQUENCE_MEAN, TrainingConfig.gapPaper());
  }

  @Override
  public String name() {
    return "Best-of-2";
  }

  @Override
  public Grouping cut() {
    return pairs.winners();
  }

  /** Its pairs are there to name the better response, which alone is imitated. */
  @Override
  public LearningRateRule learningRateRule() {
    return LearningRateRule.IMITATION;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    return batch.policy().sum().neg(); // −log π(y_w|x), eq. 3  // (pairs)
  }

  /** Returns this method with pairs cut by another rule. */
  public BestOf2 pairs(PairRule rule) {
    return new BestOf2(rule, reduction, config);
  }

  /** Returns this method with another average. */
  public BestOf2 reduction(Reduction reduction) {
    return new BestOf2(pairs, reduction, config);
  }

  @Override
  public BestOf2 config(TrainingConfig config) {
    return new BestOf2(pairs, reduction, config);
  }
}
