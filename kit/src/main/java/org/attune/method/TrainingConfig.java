package org.attune.method;

import java.util.Optional;
import java.util.function.Consumer;
import org.attune.model.Lora;
import org.attune.util.InvalidInputException;

/**
 * The training configuration: all hyper-parameters of a run except those of the loss.
 *
 * @param steps number of optimiser steps, or 0 to follow {@code epochs}
 * @param epochs passes over the data when {@code steps} is 0
 * @param batchSize examples per step
 * @param microBatch examples per forward pass; fewer save memory and do not change the result
 * @param learningRate the peak learning rate, or {@link #AUTO} to follow {@link LearningRateRule}
 * @param warmup fraction of the steps in which the rate rises from zero
 * @param schedule the schedule after warm-up
 * @param weightDecay decoupled weight decay of the matrices, times the learning rate at each step
 * @param clip the largest gradient norm
 * @param seed the seed for the order of the data
 * @param watchKl steps between measurements of the KL to the start on the batch; 0 for none
 * @param validation the held-out validation
 * @param compute how gradients are computed, which changes time and memory only
 * @param lora the settings of low-rank adaptation; empty trains all weights
 */
public record TrainingConfig(
    int steps,
    double epochs,
    int batchSize,
    int microBatch,
    double learningRate,
    double warmup,
    LearningRateSchedule schedule,
    double weightDecay,
    double clip,
    long seed,
    int watchKl,
    Validation validation,
    ComputeOptions compute,
    Optional<Lora> lora) {
  /** A learning rate chosen by the number of weights and the kind of method. */
  public static final double AUTO = 0;

  /** The rounding tolerance of a product of epochs and batches. */
  private static final double ROUNDING = 1e-9;

  /** Checks the ranges. */
  public TrainingConfig {
    TrainingRanges.checkSizes(steps, epochs, batchSize, microBatch, watchKl);
    TrainingRanges.checkRates(learningRate, warmup, weightDecay, clip);
  }

  /** Returns the default: 600 steps of 8 examples at an automatic rate, a tenth of them warm-up. */
  public static TrainingConfig small() {
    return new TrainingConfig(
        600,
        1,
        8,
        8,
        AUTO,
        0.1,
        LearningRateSchedule.LINEAR,
        0.01,
        1,
        1,
        0,
        Validation.standard(),
        ComputeOptions.standard(),
        Optional.empty());
  }

  /**
   * Returns the configuration of Hu et al. (2023, arXiv 2308.12050) for 8B-parameter policies:
   * learning rate 5e-6, batch 128. The paper does not give the number of epochs; one is our choice.
   */
  public static TrainingConfig offlinePaper() {
    return small().epochs(1).batchSize(128).microBatch(8).learningRate(5e-6);
  }

  /** Returns that of Hu et al. for reward models: learning rate 9e-6, batch 128, one epoch. */
  public static TrainingConfig rewardPaper() {
    return offlinePaper().learningRate(9e-6);
  }

  /**
   * Returns the configuration of Tang et al. (2024, arXiv 2405.08448): 4,000 steps of 32 pairs,
   * learning rate 1e-5.
   */
  public static TrainingConfig gapPaper() {
    return small().steps(4000).batchSize(32).learningRate(1e-5);
  }

  /**
   * Returns this configuration with this many steps, at least one; {@link #epochs} sets epochs
   * instead.
   */
  public TrainingConfig steps(int count) {
    InvalidInputException.unless(
        count > 0, "steps must be > 0, got %d; use epochs(1) for one pass over the data.", count);
    return with(draft -> draft.steps = count);
  }

  /** Returns this configuration with this many epochs. */
  public TrainingConfig epochs(double count) {
    return with(
        draft -> {
          draft.steps = 0;
          draft.epochs = count;
        });
  }

  /** Returns this configuration with this many examples per step. */
  public TrainingConfig batchSize(int examples) {
    return with(draft -> draft.batchSize = examples);
  }

  /** Returns this configuration with this many examples per forward pass. */
  public TrainingConfig microBatch(int examples) {
    return with(draft -> draft.microBatch = examples);
  }

  /** Returns this configuration with another learning rate. */
  public TrainingConfig learningRate(double rate) {
    return with(draft -> draft.learningRate = rate);
  }

  /** Returns this configuration with another warm-up. */
  public TrainingConfig warmup(double fraction) {
    return with(draft -> draft.warmup = fraction);
  }

  /** Returns this configuration with another learning-rate schedule. */
  public TrainingConfig schedule(LearningRateSchedule kind) {
    return with(draft -> draft.schedule = kind);
  }

  /** Returns this configuration with another weight decay. */
  public TrainingConfig weightDecay(double factor) {
    return with(draft -> draft.weightDecay = factor);
  }

  /** Returns this configuration with another limit on the gradient's norm. */
  public TrainingConfig clip(double norm) {
    return with(draft -> draft.clip = norm);
  }

  /** Returns this configuration with another seed. */
  public TrainingConfig seed(long start) {
    return with(draft -> draft.seed = start);
  }

  /** Returns this configuration with KL to the start measured every {@code every} steps. */
  public TrainingConfig watchKl(int every) {
    return with(draft -> draft.watchKl = every);
  }

  /** Returns this configuration with another validation. */
  public TrainingConfig validation(Validation other) {
    return with(draft -> draft.validation = other);
  }

  /** Returns this configuration with low-rank adaptation, which trains few weights. */
  public TrainingConfig lora(Lora settings) {
    return with(draft -> draft.lora = Optional.of(settings));
  }

  /** Returns this configuration with another share of held-out prompts; 0 for none. */
  public TrainingConfig heldOut(double share) {
    return validation(share == 0 ? Validation.none() : validation.share(share));
  }

  /**
   * Returns this configuration with early stopping: training stops after this many consecutive
   * measurements without a new lowest held-out loss, and restores the best weights.
   */
  public TrainingConfig earlyStopping(int patience) {
    return validation(validation.earlyStopping(patience));
  }

  /** Returns this configuration restoring the weights of the lowest held-out loss at the end. */
  public TrainingConfig keepBest() {
    return validation(validation.keepingBest());
  }

  /**
   * Returns this configuration with gradient checkpointing, used anyway above 2 GB of activations:
   * they take as much memory as those of one layer, and a step about a third more operations.
   */
  public TrainingConfig checkpointing() {
    return with(draft -> draft.compute = compute.checkpointing(true));
  }

  /**
   * Returns this configuration with batches packed, a shared prompt being read once, or with each
   * text read by itself and padded.
   */
  public TrainingConfig packing(boolean packs) {
    return with(draft -> draft.compute = compute.packing(packs));
  }

  /**
   * Returns the number of optimiser steps for this many examples; an epoch has one step per full
   * batch and one for the remaining examples.
   */
  public int stepsFor(int examples) {
    return stepsFor(examples, batchSize);
  }

  /** Returns the number of steps that take {@code perStep} examples each. */
  public int stepsFor(int examples, int perStep) {
    if (steps > 0) {
      return steps;
    }
    int perEpoch = (examples + perStep - 1) / perStep;
    double wanted = Math.ceil(epochs * perEpoch - ROUNDING);
    InvalidInputException.unless(
        wanted <= Integer.MAX_VALUE,
        "%s epochs of %d examples are too many steps; ask for fewer epochs.",
        epochs,
        examples);
    return (int) Math.max(1, wanted);
  }

  /** Returns the learning rate of a step, counted from 1, of {@code total}. */
  public double rate(int step, int total) {
    if (learningRate == AUTO) {
      throw new IllegalStateException("The learning rate was not filled in by LearningRateRule.");
    }
    return schedule.rate(learningRate, warmup, step, total);
  }

  /**
   * Returns all values; LoRA and the ways of computing are left out where they are the usual ones,
   * so that checkpoints of earlier versions keep their identity.
   */
  @Override
  public String toString() {
    return String.format(
        "TrainingConfig[steps=%s, epochs=%s, batchSize=%s, microBatch=%s, learningRate=%s,"
            + " warmup=%s, schedule=%s, weightDecay=%s, clip=%s, seed=%s, watchKl=%s,"
            + " validation=%s%s%s]",
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
        compute.equals(ComputeOptions.standard()) ? "" : ", compute=" + compute,
        lora.map(settings -> ", lora=" + settings).orElse(""));
  }

  private TrainingConfig with(Consumer<Draft> change) {
    Draft draft = new Draft();
    change.accept(draft);
    return draft.config();
  }

  /** The values of this configuration while one of them is being replaced. */
  private final class Draft {
    private int steps = TrainingConfig.this.steps;
    private double epochs = TrainingConfig.this.epochs;
    private int batchSize = TrainingConfig.this.batchSize;
    private int microBatch = TrainingConfig.this.microBatch;
    private double learningRate = TrainingConfig.this.learningRate;
    private double warmup = TrainingConfig.this.warmup;
    private LearningRateSchedule schedule = TrainingConfig.this.schedule;
    private double weightDecay = TrainingConfig.this.weightDecay;
    private double clip = TrainingConfig.this.clip;
    private long seed = TrainingConfig.this.seed;
    private int watchKl = TrainingConfig.this.watchKl;
    private Validation validation = TrainingConfig.this.validation;
    private ComputeOptions compute = TrainingConfig.this.compute;
    private Optional<Lora> lora = TrainingConfig.this.lora;

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
}
