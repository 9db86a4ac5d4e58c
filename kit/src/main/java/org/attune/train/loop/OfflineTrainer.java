package org.attune.train.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.engine.HostTensor;
import org.attune.engine.NativeMemory;
import org.attune.method.TrainingConfig;

/**
 * Takes optimiser steps on an objective, one batch each, and updates the model's weights in place.
 *
 * @param <T> the type of an example's metrics
 */
public final class OfflineTrainer<T> implements Trainer {
  private final TrainingObjective<T> objective;
  private final DataParallel model;
  private final TrainingConfig plan;
  private final TrainableParameters parameters;
  private final Batches batches;
  private final Optional<HeldOutLoss> heldOut;
  private final BestWeights best;

  public OfflineTrainer(
      TrainingObjective<T> objective,
      DataParallel model,
      TrainingConfig plan,
      Optional<HeldOutLoss> heldOut) {
    this.objective = objective;
    this.model = model;
    this.plan = plan;
    this.parameters = new TrainableParameters("policy", model.weights());
    this.batches =
        new Batches(objective.size(), plan.batchSize(), plan.seed(), objective::batchLength);
    this.heldOut = heldOut;
    this.best = new BestWeights(plan.validation().keepBest());
  }

  /** Trains a model on an objective with a configuration. */
  public static <T> TrainingLoop.Outcome train(
      TrainingObjective<T> objective,
      DataParallel model,
      TrainingConfig plan,
      RunOptions runOptions) {
    return train(objective, model, plan, runOptions, Optional.empty());
  }

  /**
   * Trains a model on an objective with a configuration, and measures the held-out loss, if there
   * is one.
   */
  public static <T> TrainingLoop.Outcome train(
      TrainingObjective<T> objective,
      DataParallel model,
      TrainingConfig plan,
      RunOptions runOptions,
      Optional<HeldOutLoss> heldOut) {
    MemoryCheck.warning(objective, model.decoder(), plan).ifPresent(runOptions.callback()::warning);
    return new TrainingLoop(plan, runOptions, objective.settings().and(plan))
        .run(new OfflineTrainer<>(objective, model, plan, heldOut));
  }

  @Override
  public void start(int done) {
    parameters.requireGradients(true);
    NativeMemory.trim(); // What reading took, such as the reference model's activations.
  }

  @Override
  public int steps() {
    return plan.stepsFor(objective.size());
  }

  @Override
  public Optional<StepMetrics> step(int done) {
    long start = System.nanoTime();
    List<Integer> batch = batches.batch(done);
    Map<String, Double> parts = new LinkedHashMap<>(objective.parts(batch, done + 1));
    heldOut.filter(check -> check.due(done, steps())).ifPresent(due -> parts.putAll(measured()));
    DataParallel.Result<T> result = objective.gradients(model, batch, plan.microBatch());
    parts.putAll(objective.metrics(result.metrics()));
    double rate = plan.rate(done + 1, steps());
    double norm = parameters.step(rate, plan.weightDecay(), plan.clip());
    heldOut.filter(check -> done + 1 == steps()).ifPresent(last -> parts.putAll(measured()));
    return Optional.of(
        new StepMetrics(
            done + 1,
            steps(),
            (done + 1.0) / batches.perEpoch(),
            result.loss(),
            rate,
            norm,
            batch.stream().mapToLong(objective::length).sum(),
            (System.nanoTime() - start) / 1e9,
            parts));
  }

  private Map<String, Double> measured() {
    Map<String, Double> parts = heldOut.orElseThrow().measure();
    best.see(parts.get(History.HELD_OUT_LOSS), parameters.weights());
    return parts;
  }

  @Override
  public boolean isExhausted(List<StepMetrics> steps) {
    return heldOut.isPresent() && heldOut.get().exhausted(steps);
  }

  @Override
  public void finish() {
    best.write(parameters.weights());
  }

  @Override
  public void end() {
    parameters.requireGradients(false);
  }

  @Override
  public boolean hasFiniteWeights() {
    return parameters.weights().areFinite();
  }

  @Override
  public Map<String, HostTensor> weights() {
    return parameters.tensors();
  }

  @Override
  public Map<String, HostTensor> optimisers() {
    return best.beside(parameters.state());
  }

  @Override
  public void restore(Checkpoint.TrainerState snapshot) {
    parameters.restore(snapshot);
    best.restore(snapshot);
  }
}
