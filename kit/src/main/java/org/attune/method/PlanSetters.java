package org.attune.method;

/**
 * The values of a plan that are set on the method itself, so that {@code rwr().steps(300)} and
 * {@code Rwr::learningRate} work and stay typed.
 *
 * @param <M> the method itself
 */
public interface PlanSetters<M> {
  /** Returns how long and how fast to train. */
  TrainingConfig config();

  /** Returns this method with another plan. */
  M config(TrainingConfig config);

  /** Returns this method with so many optimiser steps, or rollouts if it is an online method. */
  default M steps(int count) {
    return config(config().steps(count));
  }

  /** Returns this method with so many passes over the data. */
  default M epochs(double count) {
    return config(config().epochs(count));
  }

  /** Returns this method with another highest learning rate. */
  default M learningRate(double rate) {
    return config(config().learningRate(rate));
  }

  /** Returns this method with so many examples per optimiser step. */
  default M batchSize(int examples) {
    return config(
        config().batchSize(examples).microBatch(Math.min(examples, config().microBatch())));
  }

  /** Returns this method with another order of the data and other random numbers. */
  default M seed(long start) {
    return config(config().seed(start));
  }
}
