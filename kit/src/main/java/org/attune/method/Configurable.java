package org.attune.method;

/**
 * An offline method on which the values of its plan can be set.
 *
 * @param <M> the method itself
 */
public interface Configurable<M extends Configurable<M>> extends OfflineMethod, PlanSetters<M> {
  @Override
  TrainingConfig config();

  @Override
  M config(TrainingConfig config);
}
