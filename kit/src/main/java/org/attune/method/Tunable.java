package org.attune.method;

/**
 * A method whose plan can be changed in place of the name of a plan, so that {@code
 * rwr().steps(300)} and {@code Rwr::learningRate} work and stay typed.
 *
 * @param <M> the method itself
 */
public interface Tunable<M extends Tunable<M>> extends Method {
  @Override
  M plan(Plan plan);

  /** Returns this method with so many optimiser steps. */
  default M steps(int count) {
    return plan(plan().steps(count));
  }

  /** Returns this method with so many passes over the data. */
  default M epochs(double count) {
    return plan(plan().epochs(count));
  }

  /** Returns this method with another highest learning rate. */
  default M learningRate(double rate) {
    return plan(plan().learningRate(rate));
  }

  /** Returns this method with so many examples a step. */
  default M batchSize(int examples) {
    return plan(plan().batchSize(examples).microBatch(Math.min(examples, plan().microBatch())));
  }

  /** Returns this method with another order of the data. */
  default M seed(long start) {
    return plan(plan().seed(start));
  }
}
