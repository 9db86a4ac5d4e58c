package org.attune.method;

import org.attune.util.InvalidInputException;

/** The ranges of the values of a {@link TrainingConfig}. */
final class TrainingRanges {
  private TrainingRanges() {}

  static void checkSizes(int steps, double epochs, int batchSize, int microBatch, int watchKl) {
    InvalidInputException.unless(
        steps >= 0, "steps must be >= 0, got %d; 0 follows epochs.", steps);
    InvalidInputException.unless(
        steps > 0 || (epochs > 0 && Double.isFinite(epochs)),
        "epochs must be > 0, got %s; try 1.",
        epochs);
    InvalidInputException.unless(
        batchSize > 0, "batchSize must be > 0, got %d; try 32.", batchSize);
    InvalidInputException.unless(
        microBatch > 0, "microBatch must be > 0, got %d; try the batch size.", microBatch);
    InvalidInputException.unless(
        watchKl >= 0, "watchKl must be >= 0, got %d; 0 never measures.", watchKl);
  }

  static void checkRates(double learningRate, double warmup, double weightDecay, double clip) {
    InvalidInputException.unless(
        learningRate >= 0 && Double.isFinite(learningRate),
        "learningRate must be > 0, got %s; try 2e-4 for a small model, or 0 to follow its size.",
        learningRate);
    InvalidInputException.unless(
        warmup >= 0 && warmup < 1,
        "warmup is a fraction of the steps in [0, 1), got %s; try 0.1.",
        warmup);
    InvalidInputException.unless(
        weightDecay >= 0 && Double.isFinite(weightDecay),
        "weightDecay must be >= 0, got %s; try 0.01.",
        weightDecay);
    InvalidInputException.unless(clip > 0, "clip must be > 0, got %s; try 1.", clip);
  }
}
