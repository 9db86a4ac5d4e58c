package org.attune.judge;

import org.attune.view.Numbers;

/**
 * What a judgement will cost, known before anything is sent.
 *
 * @param requests to be sent
 * @param kept replies of an earlier run, which are not asked for again
 * @param promptTokens about how many tokens the prompts have
 * @param replyTokens the most tokens that the replies can have
 */
public record JudgeEstimate(long requests, long kept, long promptTokens, long replyTokens) {
  /** Returns the most tokens in all. */
  public long tokens() {
    return promptTokens + replyTokens;
  }

  @Override
  public String toString() {
    return String.format(
        "%s requests%s, about %s prompt tokens and at most %s reply tokens",
        Numbers.count(requests),
        kept > 0 ? " (" + Numbers.count(kept) + " more are kept)" : "",
        Numbers.count(promptTokens),
        Numbers.count(replyTokens));
  }
}
