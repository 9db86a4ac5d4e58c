package org.attune.train.online;

import org.attune.model.TokenizedExample;

/**
 * A response that a policy sampled during training, with its score.
 *
 * @param prompt the prompt text
 * @param text the response text
 * @param tokens the token ids of both
 * @param ended whether the policy wrote an end-of-text
 * @param score the reward, after the rule for unfinished responses
 * @param group responses with the same group answer the same prompt
 */
record Rollout(
    String prompt, String text, TokenizedExample tokens, boolean ended, double score, int group) {
  /** Returns the same response in another group. */
  Rollout group(int other) {
    return new Rollout(prompt, text, tokens, ended, score, other);
  }

  /** Returns the same response with another score. */
  Rollout score(double other) {
    return new Rollout(prompt, text, tokens, ended, other, group);
  }
}
