package org.attune.sample;

import java.util.List;

/**
 * A response that a source found.
 *
 * @param text the response as read
 * @param ids its token ids, end-of-text included when it ended by itself
 * @param logProbs each token's log-probability under the policy itself: at temperature 1 and with
 *     all tokens kept, whatever it was found with
 */
public record Candidate(String text, List<Integer> ids, List<Double> logProbs) {
  /** Copies the lists. */
  public Candidate {
    ids = List.copyOf(ids);
    logProbs = List.copyOf(logProbs);
  }

  /** Returns the log-probability of the whole response, summed over its tokens. */
  public double logProb() {
    return logProbs.stream().mapToDouble(Double::doubleValue).sum();
  }

  int[] tokens() {
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
