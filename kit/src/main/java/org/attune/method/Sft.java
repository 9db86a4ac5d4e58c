package org.attune.method;

import ai.djl.ndarray.NDArray;

/**
 * Supervised fine-tuning: maximises the likelihood of the responses, whatever their reward (Hu et
 * al. 2023, arXiv 2308.12050, eq. 1; Santos, “Aligning Language Models with Human Feedback without
 * Reinforcement Learning”, thesis proposal, eq. 5).
 *
 * @param reduction how losses are averaged; the papers write a sum over tokens; libraries and this
 *     default average over tokens
 * @param config the training configuration
 */
public record Sft(Reduction reduction, TrainingConfig config) implements Configurable<Sft> {
  /** Uses settings that suit small models. */
  public Sft() {
    this(Reduction.TOKEN_MEAN, TrainingConfig.small());
  }

  /** Returns the settings of Hu et al. (§4.1): learning rate 5e-6, batch 128. */
  public static Sft paper() {
    return new Sft(Reduction.TOKEN_MEAN, TrainingConfig.offlinePaper());
  }

  @Override
  public String name() {
    return "SFT";
  }

  @Override
  public boolean usesRewards() {
    return false;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    return batch.policy().sum().neg(); // −log π(y|x), Hu et al., eq. 1  // (batch)
  }

  /** Returns this method with another reduction. */
  public Sft reduction(Reduction reduction) {
    return new Sft(reduction, config);
  }

  @Override
  public Sft config(TrainingConfig config) {
    return new Sft(reduction, config);
  }
}
