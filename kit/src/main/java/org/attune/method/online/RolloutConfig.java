package org.attune.method.online;

import org.attune.util.InvalidInputException;

/**
 * How responses are collected between two changes of the policy, and how often they are learnt
 * from.
 *
 * <p>They are drawn at temperature 1 from all tokens: from the very distribution whose
 * probabilities the loss compares.
 *
 * @param prompts distinct prompts a rollout
 * @param samples responses to each of them
 * @param passes how often a rollout is learnt from
 * @param maxTokens longest response
 * @param unfinished the rule for responses that reach that limit
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

  /** Suits a small model: so many prompts with so many samples, one pass, 64 tokens at most. */
  public RolloutConfig(int prompts, int samples) {
    this(prompts, samples, 1, 64, MissingEosPolicy.asScored());
  }

  /** Returns the number of responses of a rollout. */
  public int size() {
    return prompts * samples;
  }

  /** Returns these rollouts with so many prompts each. */
  public RolloutConfig prompts(int count) {
    return new RolloutConfig(count, samples, passes, maxTokens, unfinished);
  }

  /** Returns these rollouts with so many samples a prompt. */
  public RolloutConfig samples(int count) {
    return new RolloutConfig(prompts, count, passes, maxTokens, unfinished);
  }

  /** Returns these rollouts learnt from so often. */
  public RolloutConfig passes(int count) {
    return new RolloutConfig(prompts, samples, count, maxTokens, unfinished);
  }

  /** Returns these rollouts with another longest response. */
  public RolloutConfig maxTokens(int tokens) {
    return new RolloutConfig(prompts, samples, passes, tokens, unfinished);
  }

  /** Returns these rollouts with another rule for responses that never end. */
  public RolloutConfig unfinished(MissingEosPolicy rule) {
    return new RolloutConfig(prompts, samples, passes, maxTokens, rule);
  }
}
