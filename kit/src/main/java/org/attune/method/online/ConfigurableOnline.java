package org.attune.method.online;

import org.attune.method.PlanSetters;
import org.attune.method.TrainingConfig;

/**
 * An online method on which the values of its plan can be set, so that {@code
 * grpo().steps(30).kl(0.1)} works and stays typed.
 *
 * @param <M> the method itself
 */
public interface ConfigurableOnline<M extends ConfigurableOnline<M>>
    extends OnlineMethod, PlanSetters<M> {
  @Override
  TrainingConfig config();

  @Override
  M config(TrainingConfig config);
}
