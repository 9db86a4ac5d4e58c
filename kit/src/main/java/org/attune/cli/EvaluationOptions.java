package org.attune.cli;

import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Option;

/** Options for the evaluation of trained policies. */
final class EvaluationOptions {
  @Option(
      names = "--prompts",
      paramLabel = "N",
      description = "Number of evaluation prompts (default: 100, run 200).")
  private Integer prompts;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Maximum length of an answer in tokens (default: 90).")
  private int maxTokens = 90;

  /** Returns the number of prompts, by default the command's usual number. */
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
