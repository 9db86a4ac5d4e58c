package org.attune.reward;

import org.attune.model.LanguageModel;
import org.attune.util.InvalidInputException;

/**
 * A penalty for responses that come close to the limit of tokens (Yu et al. 2025, DAPO, arXiv
 * 2503.14476, eq. 13): 0 up to {@code maxTokens − cache} tokens, from there down to −1 at {@code
 * maxTokens}. To be added to another reward.
 *
 * @param model whose tokens count, such as {@code policy.model()}
 * @param maxTokens the length that is punished by −1, in tokens
 * @param cache the number of tokens over which the penalty grows
 */
public record SoftOverlongPunishment(LanguageModel model, int maxTokens, int cache)
    implements Reward {
  /** Checks the ranges. */
  public SoftOverlongPunishment {
    InvalidInputException.unless(
        cache > 0 && cache < maxTokens,
        "The cache must lie between 0 and the %d tokens of the limit, got %d; try a fifth of the"
            + " limit.",
        maxTokens,
        cache);
  }

  @Override
  public double score(String prompt, String response) {
    int tokens = model.tokenizer().encodeResponse(response).length;
    int free = maxTokens - cache;
    return Math.max(-1, Math.min(0, (free - tokens) / (double) cache)); // eq. 13
  }

  @Override
  public String toString() {
    return "overlong punishment from " + (maxTokens - cache) + " tokens";
  }
}
