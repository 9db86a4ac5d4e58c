package org.attune.cli;

import java.util.Locale;
import org.attune.method.TrainingConfig;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options for training steps and learning rate. */
@OptionGroup("Training")
final class TrainingOptions {
  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Optimiser steps, or rollouts for online methods (default: train 600, online methods 40,"
              + " curve 120, reward one epoch).")
  private Integer steps;

  @Option(
      names = "--epochs",
      paramLabel = "X",
      description = "Epochs over the data, instead of --steps.")
  private Double epochs;

  @Option(
      names = {"--learning-rate", "--lr"},
      paramLabel = "X",
      description =
          "Peak learning rate; for offline methods train also accepts auto, which first runs a"
              + " learning-rate range test (default: depends on the size of the model and the kind"
              + " of method, such as 2e-4 for sft with a million weights; with --on-policy a"
              + " quarter of that for methods that imitate, and half for orpo).")
  private String learningRate;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Examples per optimiser step (default: train 8, reward 32).")
  private Integer batchSize;

  @Option(
      names = "--micro-batch",
      paramLabel = "N",
      description =
          "Examples per forward and backward pass; a smaller number saves memory (default: the"
              + " batch size).")
  private Integer microBatch;

  @Option(
      names = "--packing",
      paramLabel = "on|off",
      converter = SwitchConverter.class,
      description =
          "Pack texts without padding, and read a prompt shared by several responses only once,"
              + " where that is faster (default: on).")
  private Switch packing;

  @Option(
      names = "--checkpointing",
      description =
          "Gradient checkpointing: keep only the inputs of layers and recompute the rest. Needs"
              + " much less memory and about a third more time, with the same results.")
  private boolean checkpointing;

  /** A switch that is given as a word, since picocli makes flags of booleans. */
  private enum Switch {
    ON,
    OFF
  }

  /** Parses a switch. */
  static final class SwitchConverter implements ITypeConverter<Switch> {
    @Override
    public Switch convert(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "on" -> Switch.ON;
        case "off" -> Switch.OFF;
        default -> throw new TypeConversionException("use on or off, not '" + word + "'");
      };
    }
  }

  /** Returns whether a range of learning rates is to be tested first. */
  boolean wantsTest() {
    return "auto".equals(learningRate);
  }

  /** Rejects a test of learning rates where there is none. */
  void requireNoTest(String what) {
    InvalidInputException.unless(
        !wantsTest(),
        "--learning-rate auto is for attune train with an offline method, not for %s; name a rate,"
            + " or leave it out to follow the model's size.",
        what);
  }

  private double rate() {
    double rate;
    try {
      rate = Double.parseDouble(learningRate);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "--learning-rate must be a number or auto, got '" + learningRate + "'; try 2e-4.", e);
    }
    InvalidInputException.unless(
        rate > 0 && Double.isFinite(rate), "learningRate must be > 0, got %s; try 2e-4.", rate);
    return rate;
  }

  /** Returns the plan with the given options in place of its own values. */
  TrainingConfig apply(TrainingConfig plan, long seed) {
    InvalidInputException.unless(
        steps == null || epochs == null,
        "Give --steps or --epochs, not both: each decides how long to train.");
    InvalidInputException.unless(
        steps == null || steps > 0, "--steps must be > 0, got %s; try 600.", steps);
    TrainingConfig changed = plan.seed(seed);
    changed = epochs == null ? changed : changed.epochs(epochs);
    changed = steps == null ? changed : changed.steps(steps);
    changed = learningRate == null || wantsTest() ? changed : changed.learningRate(rate());
    changed =
        batchSize == null
            ? changed
            : changed.batchSize(batchSize).microBatch(Math.max(1, batchSize));
    changed = microBatch == null ? changed : changed.microBatch(microBatch);
    changed = packing == null ? changed : changed.packing(packing == Switch.ON);
    return checkpointing ? changed.checkpointing() : changed;
  }
}
