package org.attune.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.attune.Policy;
import org.attune.sample.SamplingInterruptedException;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Makes again what the bundle gets from training: the base model, the start, and the pairs that the
 * start samples.
 */
@Command(
    name = "pretrain",
    description =
        "Pretrains the bundled base model on the synthetic world, fine-tunes the start from it,"
            + " and samples the start's pairs.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune pretrain --out bundle",
      "  attune pretrain --steps 300 --width 64 --layers 2 --out tiny",
      "  attune pretrain --base bundle/base --out other",
      "",
      "The folder that --out names is needed, and must not exist. It gets base, start and the",
      "pairs; copy them to datasets, and run org.attune.world.WriteWorld for the rest."
    })
@DefaultFolder("needed; it must not exist")
final class PretrainCommand implements Callable<Integer> {
  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Optimiser steps of 32 texts (default: 4000).")
  private int steps = 4_000;

  @Option(
      names = "--texts",
      paramLabel = "N",
      description = "Texts to draw from the world (default: 128000).")
  private int texts = 128_000;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Size of the residual stream (default: 96).")
  private int width = 96;

  @Option(names = "--layers", paramLabel = "N", description = "Number of blocks (default: 4).")
  private int layers = 4;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Highest learning rate (default: 0.004).")
  private double learningRate = 4e-3;

  @Option(
      names = "--base",
      paramLabel = "DIR",
      description = "A base model to fine-tune the start from (default: none, pretrain one).")
  private Path base;

  @Option(
      names = "--start-steps",
      paramLabel = "N",
      description = "Optimiser steps of 32 demonstrations for the start (default: 400).")
  private int startSteps = 400;

  @Option(
      names = "--start-learning-rate",
      paramLabel = "X",
      description = "Highest learning rate of the start (default: 0.001).")
  private double startLearningRate = 1e-3;

  @Mixin private CommonOptions common;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    Path folder =
        common
            .wantedFolder()
            .orElseThrow(
                () -> new InvalidInputException("Name the new models' folder with --out DIR."));
    InvalidInputException.unless(
        !Files.exists(folder),
        "%s exists already and is never overwritten; choose a new folder.",
        folder);
    checkNumbers();
    Path from = base == null ? folder.resolve("base") : base;
    BundledBase wanted = new BundledBase(steps, texts, width, layers, learningRate, common.seed());
    if (base == null && !wanted.write(from)) {
      common.note("Stopped while pretraining the base model; nothing was written.");
      return 1;
    }
    if (!writeStart(from, folder)) {
      common.note("Stopped; to go on, add --base " + from + " and choose a new --out.");
      return 1;
    }
    common.print("Wrote " + folder + ": " + written());
    return 0;
  }

  private String written() {
    return (base == null ? "base/, start/" : "start/") + " and its pairs";
  }

  private void checkNumbers() {
    if (base != null) {
      UnusedOptions.refuse(
          command,
          "--base names a base model that is pretrained already",
          Set.of("--steps", "--texts", "--width", "--layers", "--learning-rate"));
    }
    InvalidInputException.unless(
        width > 0 && width % BundledBase.WIDTH_UNIT == 0,
        "--width must be a multiple of %d, for heads of an even width, got %d; try 64.",
        BundledBase.WIDTH_UNIT,
        width);
    InvalidInputException.unless(layers > 0, "--layers must be > 0, got %d; try 2.", layers);
    InvalidInputException.unless(steps > 0, "--steps must be > 0, got %d; try 300.", steps);
    InvalidInputException.unless(texts > 0, "--texts must be > 0, got %d; try 10000.", texts);
    InvalidInputException.unless(
        startSteps > 0, "--start-steps must be > 0, got %d; try 100.", startSteps);
  }

  /** Writes the start and its pairs; returns false if it was stopped. */
  private boolean writeStart(Path from, Path folder) {
    BundledStart start =
        new BundledStart(Policy.load(from), startSteps, startLearningRate, common.seed());
    try {
      Optional<Policy> trained = start.write(folder.resolve("start"));
      trained.ifPresent(policy -> start.writePairs(policy, folder));
      return trained.isPresent();
    } catch (SamplingInterruptedException e) {
      return false;
    }
  }
}
