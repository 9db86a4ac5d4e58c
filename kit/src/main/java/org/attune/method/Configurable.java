package org.attune.method;

/**
 * An offline method with setters for the values of its training configuration.
 *
 * @param <M> the method itself
 */
public interface Configurable<M extends Configurable<M>> extends OfflineMethod, ConfigSetters<M> {
  @Override
  TrainingConfig config();

  @Override
  M config(TrainingConfig config);
}
