package org.attune.method.online;

import org.attune.util.InvalidInputException;

/**
 * The rollout settings: how responses are sampled between updates of the policy, and the number of
 * passes over them.
 *
 * <p>Responses are sampled at temperature 1 from all tokens, which is the distribution that the
 * loss uses.
 *
 * @param prompts distinct prompts per rollout
 * @param samples responses to each of them
 * @param passes the number of passes over a rollout
 * @param maxTokens the largest number of tokens of a response
 * @param unfinished the rule for responses that reach this limit
 */
public record RolloutConfig(
    int prompts, int samples, int passes, int maxTokens, MissingEosPolicy unfinished) {
  /** Checks the counts. */
  public RolloutConfig {
    InvalidInputException.unless(
        prompts >= 1 && samples >= 1 && passes >= 1 && maxTokens >= 1,
        "A rollout needs at least one prompt, sample, pass and token, got %d, %d, %d and %d.",
        prompts,
        samples,
        passes,
        maxTokens);
  }

  /**
   * Uses settings for a small model: the given prompts and samples, one pass, at most 64 tokens.
   */
  public RolloutConfig(int prompts, int samples) {
    this(prompts, samples, 1, 64, MissingEosPolicy.asScored());
  }

  /** Returns the number of responses of a rollout. */
  public int size() {
    return prompts * samples;
  }

  /** Returns these settings with this many prompts per rollout. */
  public RolloutConfig prompts(int count) {
    return new RolloutConfig(count, samples, passes, maxTokens, unfinished);
  }

  /** Returns these settings with this many samples per prompt. */
  public RolloutConfig samples(int count) {
    return new RolloutConfig(prompts, count, passes, maxTokens, unfinished);
  }

  /** Returns these settings with this many passes. */
  public RolloutConfig passes(int count) {
    return new RolloutConfig(prompts, samples, count, maxTokens, unfinished);
  }

  /** Returns these settings with another token limit. */
  public RolloutConfig maxTokens(int tokens) {
    return new RolloutConfig(prompts, samples, passes, tokens, unfinished);
  }

  /** Returns these settings with another rule for responses without end-of-text. */
  public RolloutConfig unfinished(MissingEosPolicy rule) {
    return new RolloutConfig(prompts, samples, passes, maxTokens, rule);
  }
}
