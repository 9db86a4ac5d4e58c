package org.attune.method;

import ai.djl.ndarray.NDArray;

/**
 * Supervised fine-tuning: maximise the likelihood of the responses, whatever their reward (OFFLINE
 * eq. 1, RLFREE eq. 5).
 *
 * @param reduction how losses are averaged; the papers write a sum over tokens, programs average
 *     over tokens, and so do we by default
 * @param plan how long and how fast to train
 */
public record Sft(Reduction reduction, Plan plan) implements Tunable<Sft> {
  /** Suits small models. */
  public Sft() {
    this(Reduction.TOKEN_MEAN, Plan.small());
  }

  /** Returns OFFLINE §4.1's settings: learning rate 5e-6, batch 128. */
  public static Sft paper() {
    return new Sft(Reduction.TOKEN_MEAN, Plan.offlinePaper());
  }

  @Override
  public String name() {
    return "SFT";
  }

  @Override
  public NDArray loss(Scored batch) {
    return batch.policy().sum().neg(); // −log π(y|x), OFFLINE eq. 1  // (batch)
  }

  /** Returns this method with another average. */
  public Sft reduction(Reduction reduction) {
    return new Sft(reduction, plan);
  }

  @Override
  public Sft plan(Plan plan) {
    return new Sft(reduction, plan);
  }
}
