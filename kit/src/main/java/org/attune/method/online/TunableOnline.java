package org.attune.method.online;

import org.attune.method.Plan;

/**
 * An online method whose plan can be changed in place of the name of a plan, so that {@code
 * grpo().steps(30).kl(0.1)} works and stays typed.
 *
 * @param <M> the method itself
 */
public interface TunableOnline<M extends TunableOnline<M>> extends OnlineMethod {
  @Override
  M plan(Plan plan);

  /** Returns this method with so many rollouts. */
  default M steps(int count) {
    return plan(plan().steps(count));
  }

  /** Returns this method with another highest learning rate of the policy. */
  default M learningRate(double rate) {
    return plan(plan().learningRate(rate));
  }

  /** Returns this method with other random numbers. */
  default M seed(long start) {
    return plan(plan().seed(start));
  }
}
