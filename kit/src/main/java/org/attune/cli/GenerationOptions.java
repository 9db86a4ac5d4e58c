package org.attune.cli;

import org.attune.sample.GenerationConfig;
import picocli.CommandLine.Option;

/** What sampling has in common wherever it happens. */
@OptionGroup("Decoding")
final class GenerationOptions {
  @Option(
      names = "--top-k",
      paramLabel = "N",
      description = "Draw from the N most probable tokens; 0 from all (default: 0).")
  private int topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Draw from the fewest tokens that reach this probability (default: 1).")
  private double topP = 1;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Longest answer in tokens (default: 128).")
  private int maxTokens = GenerationConfig.greedy().maxTokens();

  /** Returns decoding at a temperature, 0 being greedy. */
  GenerationConfig at(double temperature, long seed) {
    return new GenerationConfig(temperature, topK, topP, maxTokens, seed);
  }
}
