package org.attune.method.online;

import org.attune.method.ConfigSetters;
import org.attune.method.TrainingConfig;

/**
 * An online method with setters for the values of its training configuration, so that {@code
 * grpo().steps(30).kl(0.1)} keeps the method's type.
 *
 * @param <M> the method itself
 */
public interface ConfigurableOnline<M extends ConfigurableOnline<M>>
    extends OnlineMethod, ConfigSetters<M> {
  @Override
  TrainingConfig config();

  @Override
  M config(TrainingConfig config);
}
