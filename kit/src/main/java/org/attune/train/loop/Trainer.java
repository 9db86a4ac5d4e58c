package org.attune.train.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.model.SafeTensors;

/** Takes the steps of a training; {@link TrainingLoop} asks for one after the other. */
public interface Trainer {
  /** Prepares the first step after so many that were taken earlier, and records gradients. */
  void start(int done);

  /** Returns the number of steps of the whole training; known once it has started. */
  int steps();

  /**
   * Takes one step.
   *
   * @param done the steps that were taken before
   * @return empty when the thread was interrupted before anything was learnt
   */
  Optional<StepMetrics> step(int done);

  /** Returns whether more steps are no use, as early stopping says. */
  default boolean isExhausted(List<StepMetrics> steps) {
    return false;
  }

  /** Is told that no further step comes, once gradients are no longer recorded. */
  default void finish() {}

  /** Stops recording gradients. */
  void end();

  /** Returns whether no weight of the policy is NaN or infinite. */
  boolean hasFiniteWeights();

  /** Copies all weights to the heap, for a checkpoint. */
  Map<String, SafeTensors.Tensor> weights();

  /** Copies the state of all optimisers to the heap, for a checkpoint. */
  Map<String, SafeTensors.Tensor> optimisers();

  /** Goes back to the state of a checkpoint. */
  void restore(Checkpoint.Snapshot snapshot);
}
