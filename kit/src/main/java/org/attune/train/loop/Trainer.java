package org.attune.train.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.engine.HostTensor;

/** Takes the steps of a training; called by {@link TrainingLoop} for each step. */
public interface Trainer {
  /** Prepares training after {@code done} earlier steps, and starts recording gradients. */
  void start(int done);

  /** Returns the total number of steps; known after {@link #start}. */
  int steps();

  /**
   * Takes one step.
   *
   * @param done the number of steps already taken
   * @return empty when the thread was interrupted before an update
   */
  Optional<StepMetrics> step(int done);

  /** Returns whether early stopping ends the training. */
  default boolean isExhausted(List<StepMetrics> steps) {
    return false;
  }

  /** Called after the last step, when gradients are no longer recorded. */
  default void finish() {}

  /** Stops recording gradients. */
  void end();

  /** Returns whether no weight of the policy is NaN or infinite. */
  boolean hasFiniteWeights();

  /** Copies all weights to the heap, for a checkpoint. */
  Map<String, HostTensor> weights();

  /** Copies the state of all optimisers to the heap, for a checkpoint. */
  Map<String, HostTensor> optimisers();

  /** Restores the state of a checkpoint. */
  void restore(Checkpoint.TrainerState snapshot);
}
