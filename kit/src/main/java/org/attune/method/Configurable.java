package org.attune.method;

/**
 * A method whose plan can be changed in place of the name of a plan, so that {@code
 * rwr().steps(300)} and {@code Rwr::learningRate} work and stay typed.
 *
 * @param <M> the method itself
 */
public interface Configurable<M extends Configurable<M>> extends Method {
  @Override
  M config(TrainingConfig config);

  /** Returns this method with so many optimiser steps. */
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

  /** Returns this method with so many examples a step. */
  default M batchSize(int examples) {
    return config(
        config().batchSize(examples).microBatch(Math.min(examples, config().microBatch())));
  }

  /** Returns this method with another order of the data. */
  default M seed(long start) {
    return config(config().seed(start));
  }
}
