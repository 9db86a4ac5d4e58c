package org.attune.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.method.TrainingConfig;
import org.attune.model.Weights;

/**
 * The one training loop: batch, loss, gradients, step, tell the listener.
 *
 * <p>It stops when the thread is interrupted and returns what it has.
 */
final class TrainingLoop {
  private final TrainingObjective objective;
  private final TrainingConfig plan;
  private final RunOptions runOptions;

  /** What a run came to: its steps, and whether it took all of them. */
  record Outcome(History history, boolean finished) {}

  TrainingLoop(TrainingObjective objective, TrainingConfig plan, RunOptions runOptions) {
    this.objective = objective;
    this.plan = plan;
    this.runOptions = runOptions;
  }

  /** Trains the objective's weights in place. */
  Outcome run() {
    Weights weights = objective.weights();
    AdamW optimiser = new AdamW(weights);
    Batches batches =
        new Batches(objective.size(), plan.batchSize(), plan.seed(), objective::length);
    Optional<Checkpoint> checkpoint =
        runOptions
            .checkpoints()
            .map(folder -> new Checkpoint(folder, objective.fingerprint() + "|" + plan));
    List<StepMetrics> steps = new ArrayList<>();
    checkpoint
        .flatMap(Checkpoint::read)
        .ifPresent(
            snapshot -> {
              steps.addAll(snapshot.history().steps());
              weights.set(snapshot.weights());
              optimiser.restore(snapshot.optimiser());
            });
    // Only now: the engine warns when it writes into arrays that record gradients.
    weights.requireGradients(true);
    int total = plan.stepsFor(objective.size());
    try {
      boolean stopped = false;
      while (steps.size() < total && !stopped) {
        steps.add(step(steps.size(), total, batches, optimiser));
        runOptions.callback().on(steps.get(steps.size() - 1));
        stopped = Thread.interrupted();
        boolean due =
            steps.size() % runOptions.checkpointEvery() == 0 || steps.size() == total || stopped;
        if (due) {
          checkpoint.ifPresent(
              c ->
                  c.noted(
                      steps,
                      new Checkpoint.Snapshot(
                          new History(steps), weights.tensors(), optimiser.state())));
        }
      }
    } finally {
      runOptions.callback().done();
      weights.requireGradients(false);
    }
    return new Outcome(new History(steps), steps.size() == total);
  }

  private StepMetrics step(int done, int total, Batches batches, AdamW optimiser) {
    long start = System.nanoTime();
    List<Integer> batch = batches.batch(done);
    Map<String, Double> parts = new LinkedHashMap<>(objective.parts(batch, done + 1));
    double loss = gradients(batch);
    parts.putAll(objective.seen());
    requireFinite("loss", loss, done + 1);
    double rate = plan.rate(done + 1, total);
    double norm = optimiser.step(rate, plan.weightDecay(), plan.clip());
    requireFinite("gradient", norm, done + 1);
    long tokens = batch.stream().mapToLong(objective::length).sum();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new StepMetrics(
        done + 1,
        total,
        (done + 1.0) / batches.perEpoch(),
        loss,
        rate,
        norm,
        tokens,
        seconds,
        parts);
  }

  private void requireFinite(String what, double value, int step) {
    if (!Double.isFinite(value)) {
      throw new NonFiniteLossException(
          "The "
              + what
              + " became "
              + value
              + " at step "
              + step
              + "; lower the learning rate, which is "
              + plan.learningRate()
              + ".");
    }
  }

  private double gradients(List<Integer> batch) {
    return gradients(objective, batch, plan.microBatch());
  }

  /** Adds up gradients over micro-batches; each is divided by the whole batch's denominator. */
  static double gradients(TrainingObjective objective, List<Integer> batch, int microBatch) {
    objective.prepare(batch);
    double denominator = objective.denominator(batch);
    double loss = 0;
    for (int from = 0; from < batch.size(); from += microBatch) {
      List<Integer> micro = batch.subList(from, Math.min(batch.size(), from + microBatch));
      loss += objective.gradients(micro, denominator);
    }
    return loss;
  }
}
