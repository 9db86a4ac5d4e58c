package org.attune.train.online;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.model.LanguageModel;
import org.attune.model.SafeTensors;
import org.attune.train.loop.Checkpoint;

/** Whatever changes in an online run: the policy, perhaps a critic, and their optimisers. */
interface OnlineTrainer {
  /**
   * What one round came to.
   *
   * @param loss the method's loss, averaged over the round's optimiser steps
   * @param gradientNorm the policy's gradient before clipping, averaged alike
   * @param parts further numbers by name
   */
  record Learnt(double loss, double gradientNorm, Map<String, Double> parts) {}

  /** Prepares a round, counted from 0, before the policy is asked. */
  default void begin(int round) {}

  /** Returns the policy in whose nucleus responses have to stay, if there is one. */
  default Optional<MaskPolicy> mask() {
    return Optional.empty();
  }

  /** Learns from a round's responses at a fraction of the highest learning rate. */
  Learnt learn(int round, List<Rollout> rollout, double rate);

  /** Returns the policy of the moment. */
  LanguageModel policy();

  /** Starts or stops recording gradients. */
  void record(boolean gradients);

  /** Copies all weights to the heap, for a checkpoint. */
  Map<String, SafeTensors.Tensor> weights();

  /** Copies all optimisers' states to the heap. */
  Map<String, SafeTensors.Tensor> optimisers();

  /** Goes back to a remembered state, behind the last of these steps. */
  void restore(Checkpoint.Snapshot snapshot);
}
