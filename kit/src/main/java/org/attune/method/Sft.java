package org.attune.method;

import ai.djl.ndarray.NDArray;

/**
 * Supervised fine-tuning: maximise the likelihood of the responses, whatever their reward (OFFLINE
 * eq. 1, RLFREE eq. 5).
 *
 * @param reduction how losses are averaged; the papers write a sum over tokens, programs average
 *     over tokens, and so do we by default
 * @param config how long and how fast to train
 */
public record Sft(Reduction reduction, TrainingConfig config) implements Configurable<Sft> {
  /** Suits small models. */
  public Sft() {
    this(Reduction.TOKEN_MEAN, TrainingConfig.small());
  }

  /** Returns OFFLINE §4.1's settings: learning rate 5e-6, batch 128. */
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
    return batch.policy().sum().neg(); // −log π(y|x), OFFLINE eq. 1  // (batch)
  }

  /** Returns this method with another average. */
  public Sft reduction(Reduction reduction) {
    return new Sft(reduction, config);
  }

  @Override
  public Sft config(TrainingConfig config) {
    return new Sft(reduction, config);
  }
}
