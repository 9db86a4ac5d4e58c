package org.attune.method;

import java.util.Optional;
import org.attune.model.Lora;

/** A configuration while one of its values is being replaced. */
final class TrainingDraft {
  int steps;
  double epochs;
  int batchSize;
  int microBatch;
  double learningRate;
  double warmup;
  LearningRateSchedule schedule;
  double weightDecay;
  double clip;
  long seed;
  int watchKl;
  Validation validation;
  ComputeOptions compute;
  Optional<Lora> lora;

  TrainingDraft(TrainingConfig config) {
    steps = config.steps();
    epochs = config.epochs();
    batchSize = config.batchSize();
    microBatch = config.microBatch();
    learningRate = config.learningRate();
    warmup = config.warmup();
    schedule = config.schedule();
    weightDecay = config.weightDecay();
    clip = config.clip();
    seed = config.seed();
    watchKl = config.watchKl();
    validation = config.validation();
    compute = config.compute();
    lora = config.lora();
  }

  TrainingConfig config() {
    return new TrainingConfig(
        steps,
        epochs,
        batchSize,
        microBatch,
        learningRate,
        warmup,
        schedule,
        weightDecay,
        clip,
        seed,
        watchKl,
        validation,
        compute,
        lora);
  }
}
