package org.attune.cli;

import org.attune.data.BadInput;
import org.attune.method.Plan;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How long and how fast to train. */
final class PlanOptions {
  @ArgGroup(validate = false, heading = "%nTraining:%n", order = 40)
  private Values values = new Values();

  /** What was given; what was not keeps the command's own plan. */
  static final class Values {
    @Option(
        names = "--steps",
        paramLabel = "N",
        description = "Optimiser steps (default: train 150, reward one epoch).")
    private Integer steps;

    @Option(
        names = "--epochs",
        paramLabel = "X",
        description = "Passes over the data, in place of --steps.")
    private Double epochs;

    @Option(
        names = "--learning-rate",
        paramLabel = "X",
        description = "The highest learning rate (default: 1e-3, which suits small models).")
    private Double learningRate;

    @Option(
        names = "--batch-size",
        paramLabel = "N",
        description = "Examples a step (default: 32).")
    private Integer batchSize;

    @Option(
        names = "--micro-batch",
        paramLabel = "N",
        description = "Examples computed at once, which saves memory only (default: the batch).")
    private Integer microBatch;
  }

  /** Returns the plan with what was given in place of its own values. */
  Plan apply(Plan plan, long seed) {
    BadInput.unless(
        values.steps == null || values.epochs == null,
        "Give --steps or --epochs, not both: each decides how long to train.");
    BadInput.unless(
        values.steps == null || values.steps > 0,
        "--steps must be > 0, got %s; try 150.",
        values.steps);
    Plan changed = plan.seed(seed);
    changed = values.epochs == null ? changed : changed.epochs(values.epochs);
    changed = values.steps == null ? changed : changed.steps(values.steps);
    changed = values.learningRate == null ? changed : changed.learningRate(values.learningRate);
    changed =
        values.batchSize == null
            ? changed
            : changed.batchSize(values.batchSize).microBatch(Math.max(1, values.batchSize));
    return values.microBatch == null ? changed : changed.microBatch(values.microBatch);
  }
}
