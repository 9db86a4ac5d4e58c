package org.attune.method.online;

import org.attune.method.TrainingConfig;

/**
 * An online method whose plan can be changed in place of the name of a plan, so that {@code
 * grpo().steps(30).kl(0.1)} works and stays typed.
 *
 * @param <M> the method itself
 */
public interface ConfigurableOnline<M extends ConfigurableOnline<M>> extends OnlineMethod {
  @Override
  M config(TrainingConfig config);

  /** Returns this method with so many rollouts. */
  default M steps(int count) {
    return config(config().steps(count));
  }

  /** Returns this method with another highest learning rate of the policy. */
  default M learningRate(double rate) {
    return config(config().learningRate(rate));
  }

  /** Returns this method with other random numbers. */
  default M seed(long start) {
    return config(config().seed(start));
  }
}
