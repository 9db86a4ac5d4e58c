package org.attune.train.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.method.TrainingConfig;

/**
 * The training loop for offline and online methods: take a step, call the callback, write a
 * checkpoint when due.
 *
 * <p>It resumes from the last checkpoint, stops when the thread is interrupted, and returns the
 * result so far. An interrupt during the last step stays, so that it stops what comes next.
 *
 * @param plan the training configuration
 * @param runOptions callback and checkpoints
 * @param settings what decides the result: trainings of other settings never share checkpoints
 */
public record TrainingLoop(TrainingConfig plan, RunOptions runOptions, RunSettings settings) {
  /** The outcome of a run: its steps, and whether it took all of them. */
  public record Outcome(History history, boolean finished) {}

  /** Takes a trainer's steps. */
  public Outcome run(Trainer trainer) {
    Optional<Checkpoint> checkpoint =
        runOptions.checkpoints().map(folder -> new Checkpoint(folder, settings));
    try {
      return run(trainer, checkpoint);
    } finally {
      checkpoint.ifPresent(Checkpoint::close);
    }
  }

  private Outcome run(Trainer trainer, Optional<Checkpoint> checkpoint) {
    List<StepMetrics> steps = new ArrayList<>();
    checkpoint
        .flatMap(Checkpoint::read)
        .ifPresent(
            snapshot -> {
              steps.addAll(snapshot.history().steps());
              trainer.restore(snapshot);
            });
    try {
      // Start only now: the engine warns about writes into arrays that record gradients.
      trainer.start(steps.size());
      watched(trainer, steps, checkpoint);
    } finally {
      trainer.end();
    }
    trainer.finish();
    boolean finished = steps.size() == trainer.steps() || trainer.isExhausted(steps);
    return new Outcome(new History(steps), finished);
  }

  private void watched(Trainer trainer, List<StepMetrics> steps, Optional<Checkpoint> checkpoint) {
    try {
      runOptions.callback().onStart(steps.size(), trainer.steps());
      takeSteps(trainer, steps, checkpoint);
    } finally {
      runOptions.callback().onEnd();
    }
  }

  /** Takes steps until the last one, the stop button or early stopping; writes checkpoints. */
  private void takeSteps(
      Trainer trainer, List<StepMetrics> steps, Optional<Checkpoint> checkpoint) {
    boolean stopped = trainer.isExhausted(steps);
    while (steps.size() < trainer.steps() && !stopped) {
      boolean taken = step(trainer, steps);
      boolean ended = steps.size() == trainer.steps() || trainer.isExhausted(steps);
      // A stop at the end of this training is for what comes after it.
      stopped = !taken || ended || Thread.interrupted();
      if (!steps.isEmpty() && (stopped || steps.size() % runOptions.checkpointEvery() == 0)) {
        requireFinite(trainer, steps.size());
        checkpoint.ifPresent(place -> place.noted(steps, snapshot(trainer, steps)));
      }
    }
  }

  /** Takes one step and returns whether it was taken whole. */
  private boolean step(Trainer trainer, List<StepMetrics> steps) {
    Optional<StepMetrics> taken = trainer.step(steps.size());
    taken.ifPresent(
        step -> {
          requireFinite("loss", step.loss(), step);
          requireFinite("gradient", step.gradientNorm(), step);
          steps.add(step);
          runOptions.callback().onStep(step);
        });
    return taken.isPresent();
  }

  private static Checkpoint.TrainerState snapshot(Trainer trainer, List<StepMetrics> steps) {
    return new Checkpoint.TrainerState(new History(steps), trainer.weights(), trainer.optimisers());
  }

  /** Checks the weights, since the last update comes after the last check of a loss. */
  private void requireFinite(Trainer trainer, int step) {
    if (!trainer.hasFiniteWeights()) {
      throw NonFiniteLossException.weights(step, plan.learningRate());
    }
  }

  private void requireFinite(String what, double value, StepMetrics step) {
    if (!Double.isFinite(value)) {
      throw NonFiniteLossException.at(
          "The " + what, value, "at step", step.step(), plan.learningRate());
    }
  }
}
