package org.attune.method.online;

import org.attune.data.BadInput;

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
public record Rollouts(int prompts, int samples, int passes, int maxTokens, Unfinished unfinished) {
  /** Checks the counts. */
  public Rollouts {
    BadInput.unless(
        prompts >= 1 && samples >= 1 && passes >= 1 && maxTokens >= 1,
        "A rollout needs at least one prompt, sample, pass and token, got %d, %d, %d and %d.",
        prompts,
        samples,
        passes,
        maxTokens);
  }

  /** Suits a small model: so many prompts with so many samples, one pass, 64 tokens at most. */
  public Rollouts(int prompts, int samples) {
    this(prompts, samples, 1, 64, Unfinished.asScored());
  }

  /** Returns the number of responses of a rollout. */
  public int size() {
    return prompts * samples;
  }

  /** Returns these rollouts with so many prompts each. */
  public Rollouts prompts(int count) {
    return new Rollouts(count, samples, passes, maxTokens, unfinished);
  }

  /** Returns these rollouts with so many samples a prompt. */
  public Rollouts samples(int count) {
    return new Rollouts(prompts, count, passes, maxTokens, unfinished);
  }

  /** Returns these rollouts learnt from so often. */
  public Rollouts passes(int count) {
    return new Rollouts(prompts, samples, count, maxTokens, unfinished);
  }

  /** Returns these rollouts with another longest response. */
  public Rollouts maxTokens(int tokens) {
    return new Rollouts(prompts, samples, passes, tokens, unfinished);
  }

  /** Returns these rollouts with another rule for responses that never end. */
  public Rollouts unfinished(Unfinished rule) {
    return new Rollouts(prompts, samples, passes, maxTokens, rule);
  }
}
