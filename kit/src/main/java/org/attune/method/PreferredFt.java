package org.attune.method;

import ai.djl.ndarray.NDArray;

/**
 * Preferred fine-tuning: supervised fine-tuning on only the best response of each group (Santos,
 * “Aligning Language Models with Human Feedback without Reinforcement Learning”, thesis proposal,
 * §4).
 *
 * @param reduction how losses are averaged
 * @param config the training configuration
 */
public record PreferredFt(Reduction reduction, TrainingConfig config)
    implements Configurable<PreferredFt> {
  /** Uses settings that suit small models. */
  public PreferredFt() {
    this(Reduction.TOKEN_MEAN, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "Preferred-FT";
  }

  @Override
  public Grouping grouping() {
    return Grouping.BEST;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    return batch.policy().sum().neg(); // −log π(y_w|x)  // (groups)
  }

  /** Returns this method with another reduction. */
  public PreferredFt reduction(Reduction reduction) {
    return new PreferredFt(reduction, config);
  }

  @Override
  public PreferredFt config(TrainingConfig config) {
    return new PreferredFt(reduction, config);
  }
}
