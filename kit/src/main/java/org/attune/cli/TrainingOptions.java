package org.attune.cli;

import org.attune.method.TrainingConfig;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Option;

/** How long and how fast to train. */
@OptionGroup("Training")
final class TrainingOptions {
  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Optimiser steps; rollouts of online methods (default: train 600, ppo and its kin 40, curve 120, reward one epoch).")
  private Integer steps;

  @Option(
      names = "--epochs",
      paramLabel = "X",
      description = "Passes over the data, in place of --steps.")
  private Double epochs;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description =
          "The highest learning rate (default: train 2e-3, or 3e-4 for pairs and rankings, reward"
              + " 1e-3, for small models).")
  private Double learningRate;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Examples a step (default: train 8, reward 32).")
  private Integer batchSize;

  @Option(
      names = "--micro-batch",
      paramLabel = "N",
      description = "Examples computed at once, which saves memory only (default: the batch).")
  private Integer microBatch;

  /** Returns the plan with what was given in place of its own */
  TrainingConfig apply(TrainingConfig plan, long seed) {
    InvalidInputException.unless(
        steps == null || epochs == null,
        "Give --steps or --epochs, not both: each decides how long to train.");
    InvalidInputException.unless(
        steps == null || steps > 0, "--steps must be > 0, got %s; try 600.", steps);
    TrainingConfig changed = plan.seed(seed);
    changed = epochs == null ? changed : changed.epochs(epochs);
    changed = steps == null ? changed : changed.steps(steps);
    changed = learningRate == null ? changed : changed.learningRate(learningRate);
    changed =
        batchSize == null
            ? changed
            : changed.batchSize(batchSize).microBatch(Math.max(1, batchSize));
    return microBatch == null ? changed : changed.microBatch(microBatch);
  }
}
