package org.attune.train.online;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.engine.HostTensor;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.TokenizedExample;
import org.attune.train.loop.Checkpoint;

/** The trainable state of an online run: the policy, possibly a critic, and their optimisers. */
interface OnlineTrainer {
  /**
   * The result of one round.
   *
   * @param loss the method's loss, averaged over the round's optimiser steps
   * @param gradientNorm the policy's gradient norm before clipping, averaged likewise
   * @param parts further numbers by name
   */
  record Learnt(double loss, double gradientNorm, Map<String, Double> parts) {}

  /** Prepares a round, counted from 0, before sampling. */
  default void begin(int round) {}

  /** Returns the mask policy whose nucleus restricts responses, if there is one. */
  default Optional<MaskPolicy> mask() {
    return Optional.empty();
  }

  /** Trains on a round's responses at a fraction of the peak learning rate. */
  Learnt learn(int round, List<Rollout> rollout, double rate);

  /** Returns the current policy. */
  LanguageModel policy();

  /** Returns the decoders in training: the policy's, and a critic's if there is one. */
  List<Decoder> trained();

  /** Returns the texts of each example that a round's steps read. */
  default List<List<TokenizedExample>> texts(List<Rollout> rollout) {
    return rollout.stream().map(row -> List.of(row.tokens())).toList();
  }

  /** Starts or stops recording gradients. */
  void record(boolean gradients);

  /** Copies all weights to the heap, for a checkpoint. */
  Map<String, HostTensor> weights();

  /** Copies all optimisers' states to the heap. */
  Map<String, HostTensor> optimisers();

  /** Restores the state of a checkpoint. */
  void restore(Checkpoint.TrainerState snapshot);
}
