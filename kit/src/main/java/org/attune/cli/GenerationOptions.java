package org.attune.cli;

import org.attune.Policy;
import org.attune.sample.GenerationConfig;
import picocli.CommandLine.Option;

/** The options common to all sampling. */
@OptionGroup("Decoding")
final class GenerationOptions {
  @Option(
      names = "--top-k",
      paramLabel = "N",
      description = "Sample from the N most probable tokens; 0 means all (default: 0).")
  private Integer topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description =
          "Sample from the smallest set of tokens with this total probability (default: 1).")
  private Double topP;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Maximum length of an answer in tokens (default: 128).")
  private Integer longest;

  /** Prints a note if answers cannot be as long as requested. */
  void note(Policy policy, CommonOptions common) {
    if (longest != null) {
      note(longest, policy, common);
    }
  }

  /**
   * Prints a note if a policy's responses cannot be that long: half of its context is reserved for
   * the prompt.
   */
  static void note(int maxTokens, Policy policy, CommonOptions common) {
    int context = policy.model().config().context();
    if (maxTokens > context / 2) {
      common.note(
          "--max-tokens %d is more than half of the context of %d tokens that %s has, so its answers end after %d."
              .formatted(maxTokens, context, policy.name(), context / 2));
    }
  }

  /** Returns what a model's folder asks for, with what the user asked for in its place. */
  GenerationConfig over(GenerationConfig folder, Double temperature, long seed) {
    GenerationConfig decoding =
        new GenerationConfig(
            temperature == null ? folder.temperature() : temperature,
            topK == null ? folder.topK() : topK,
            topP == null ? folder.topP() : topP,
            longest == null ? folder.maxTokens() : longest,
            seed);
    return folder.markers().isEmpty() ? decoding : decoding.cutAt(folder.markers());
  }

  /** Returns decoding at a temperature, 0 being greedy. */
  GenerationConfig at(double temperature, long seed) {
    int tokens = longest == null ? GenerationConfig.greedy().maxTokens() : longest;
    return new GenerationConfig(
        temperature, topK == null ? 0 : topK, topP == null ? 1 : topP, tokens, seed);
  }
}
