package org.attune.data;

import java.util.List;
import org.attune.util.InvalidInputException;

/**
 * What is kept of a policy's answers when the policy is not, such as that of one run of many: their
 * texts, and the log-probabilities of one answer's tokens.
 *
 * @param texts the answers, one per prompt
 * @param shown the index of the answer whose tokens are kept
 * @param logProbs log π of each of its tokens under the policy, end-of-text included, in nats
 */
public record KeptAnswers(List<String> texts, int shown, List<Double> logProbs) {
  /** Copies the lists. */
  public KeptAnswers {
    texts = List.copyOf(texts);
    logProbs = List.copyOf(logProbs);
    InvalidInputException.unless(
        shown >= 0 && shown < texts.size(),
        "The answer with tokens is number %d of %d.",
        shown,
        texts.size());
  }
}
