package org.attune.method;

import ai.djl.ndarray.NDArray;

/**
 * Best-of-2: supervised fine-tuning on the better of two responses (Tang et al. 2024, arXiv
 * 2405.08448, eq. 3, whose minus sign is missing in print).
 *
 * <p>Unlike {@link PreferredFt}, it leaves out pairs of equal reward, which have no better
 * response, and it can form several pairs from more than two responses.
 *
 * @param pairs how pairs are formed from more than two responses
 * @param reduction how losses are averaged; the paper sums over tokens
 * @param config the training configuration
 */
public record BestOf2(PairRule pairs, Reduction reduction, TrainingConfig config)
    implements Configurable<BestOf2> {
  /** Uses settings that suit small models. */
  public BestOf2() {
    this(PairRule.BEST_WORST, Reduction.TOKEN_MEAN, TrainingConfig.small());
  }

  /**
   * Returns the settings of Tang et al.: 4,000 steps of 32 pairs, learning rate 1e-5, sums over
   * tokens.
   */
  public static BestOf2 paper() {
    return new BestOf2(PairRule.BEST_WORST, Reduction.SEQUENCE_MEAN, TrainingConfig.gapPaper());
  }

  @Override
  public String name() {
    return "Best-of-2";
  }

  @Override
  public Grouping grouping() {
    return pairs.winners();
  }

  /** Returns the rule of imitation: only the better response of a pair is trained on. */
  @Override
  public LearningRateRule learningRateRule() {
    return LearningRateRule.IMITATION;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    return batch.policy().sum().neg(); // −log π(y_w|x), eq. 3  // (pairs)
  }

  /** Returns this method with another rule for forming pairs. */
  public BestOf2 pairs(PairRule rule) {
    return new BestOf2(rule, reduction, config);
  }

  /** Returns this method with another reduction. */
  public BestOf2 reduction(Reduction reduction) {
    return new BestOf2(pairs, reduction, config);
  }

  @Override
  public BestOf2 config(TrainingConfig config) {
    return new BestOf2(pairs, reduction, config);
  }
}
