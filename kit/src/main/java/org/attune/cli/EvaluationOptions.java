package org.attune.cli;

import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Option;

/** What trained policies are asked before they are judged. */
final class EvaluationOptions {
  @Option(
      names = "--prompts",
      paramLabel = "N",
      description = "Prompts to judge on (default: 100, run 200).")
  private Integer prompts;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Longest answer in tokens (default: 90).")
  private int maxTokens = 90;

  /** Returns how many prompts there are, by default as many as a command usually takes. */
  int prompts(int usual) {
    InvalidInputException.unless(
        prompts == null || prompts > 0, "--prompts must be > 0, got %s; try %d.", prompts, usual);
    return prompts == null ? usual : prompts;
  }

  /** Returns the length of the longest answer in tokens. */
  int maxTokens() {
    return maxTokens;
  }

  /** Returns how answers are sampled. */
  GenerationConfig decoding() {
    return GenerationConfig.temperature(1).maxTokens(maxTokens);
  }
}
