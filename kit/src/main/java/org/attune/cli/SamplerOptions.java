package org.attune.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.attune.data.ResponseScorer;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options for the source of responses. */
@OptionGroup("Source")
final class SamplerOptions {
  private static final List<String> NAMES =
      List.of("topp", "beam", "diverse", "bestofn", "rejection");

  /** The settings that only one source has. */
  private static final Set<String> OF_ONE_SOURCE =
      Set.of("--groups", "--penalty", "--proposals", "--beta");

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description =
          "topp (samples), beam, diverse (diverse beam search), bestofn (the best of k samples by"
              + " reward), rejection (k accepted by reward; default: topp).")
  private String name = "topp";

  @Option(
      names = "--k",
      paramLabel = "N",
      description = "Samples, beams, or accepted responses for each prompt (default: 4).")
  private int k = 4;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Sampling temperature; below 1 makes likely tokens more likely (default: 1).")
  private double temperature = 1;

  @Option(
      names = "--groups",
      paramLabel = "N",
      description = "Groups of diverse beam search; must divide k (default: one group per beam).")
  private Integer groups;

  @Option(
      names = "--penalty",
      paramLabel = "X",
      description = "Diversity penalty in nats for a token that another group chose (default: 1).")
  private double penalty = 1;

  @Option(
      names = "--proposals",
      paramLabel = "N",
      description = "Candidates per prompt for rejection sampling (default: 64).")
  private int proposals = 64;

  @Option(
      names = "--beta",
      paramLabel = "X",
      description = "Temperature of rejection sampling; lower is stricter (default: 0.5).")
  private double beta = 0.5;

  @Option(
      names = "--cut-at-turns",
      description = "Stop a response before the first Human:, User: or Assistant:.")
  private boolean cut;

  /** Rejects an unknown source, and options that belong to another one than the chosen one. */
  void check(CommandSpec command) {
    InvalidInputException.unless(
        NAMES.contains(name), "There is no --source %s; available: %s.", name, NAMES);
    Set<String> unused = new LinkedHashSet<>(OF_ONE_SOURCE);
    unused.removeAll(
        switch (name) {
          case "diverse" -> List.of("--groups", "--penalty");
          case "rejection" -> List.of("--proposals", "--beta");
          default -> List.of();
        });
    UnusedOptions.refuse(command, "--source " + name + " has no such setting", unused);
  }

  /** Returns whether candidates are selected by reward. */
  boolean choosesByReward() {
    return name.equals("bestofn") || name.equals("rejection");
  }

  /** Returns the requested source. */
  ResponseSampler source(ResponseScorer reward, GenerationOptions decoding, long seed) {
    ResponseSampler source = bare(reward).with(decoding.at(temperature, seed));
    return cut ? source.cutAtTurns() : source;
  }

  /** Returns how single responses are sampled; a named source is rejected. */
  GenerationConfig sampling(GenerationOptions decoding, long seed) {
    InvalidInputException.unless(
        name.equals("topp"),
        "--versus draws one response from each policy; leave --source %s out.",
        name);
    GenerationConfig plain = decoding.at(temperature, seed);
    return cut ? plain.cutAtTurns() : plain;
  }

  private ResponseSampler bare(ResponseScorer reward) {
    return switch (name) {
      case "beam" -> ResponseSampler.beam(k);
      case "diverse" -> ResponseSampler.diverseBeam(k, groups == null ? k : groups, penalty);
      case "bestofn" -> ResponseSampler.bestOfN(k, reward);
      case "rejection" -> ResponseSampler.rejection(proposals, k, beta, reward);
      default -> ResponseSampler.topP(k, 1, 1);
    };
  }
}
