package org.attune.method;

import org.attune.model.Lora;

/**
 * Setters for values of the training configuration on the method itself, so that {@code
 * rwr().steps(300)} and {@code Rwr::learningRate} keep the method's type.
 *
 * @param <M> the method itself
 */
public interface ConfigSetters<M> {
  /** Returns the training configuration. */
  TrainingConfig config();

  /** Returns this method with another training configuration. */
  M config(TrainingConfig config);

  /** Returns this method with this many optimiser steps, or rollouts for an online method. */
  default M steps(int count) {
    return config(config().steps(count));
  }

  /** Returns this method with this many epochs. */
  default M epochs(double count) {
    return config(config().epochs(count));
  }

  /** Returns this method with another peak learning rate. */
  default M learningRate(double rate) {
    return config(config().learningRate(rate));
  }

  /** Returns this method with this many examples per optimiser step. */
  default M batchSize(int examples) {
    return config(
        config().batchSize(examples).microBatch(Math.min(examples, config().microBatch())));
  }

  /**
   * Returns this method training a low-rank adapter, whose weights are frozen otherwise: all
   * matrices of all blocks, with this rank and alpha.
   */
  default M lora(int rank, double alpha) {
    return lora(new Lora(rank, alpha));
  }

  /** Returns this method training a low-rank adapter with these settings. */
  default M lora(Lora settings) {
    return config(config().lora(settings));
  }

  /**
   * Returns this method with early stopping: training stops after this many consecutive
   * measurements without a new lowest held-out loss, and restores the best weights.
   */
  default M earlyStopping(int patience) {
    return config(config().earlyStopping(patience));
  }

  /** Returns this method with another seed. */
  default M seed(long start) {
    return config(config().seed(start));
  }
}
