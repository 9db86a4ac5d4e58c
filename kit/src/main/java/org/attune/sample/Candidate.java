package org.attune.sample;

import java.util.List;

/**
 * A response from a source.
 *
 * @param text the decoded response
 * @param ids its token ids, including end-of-text unless it was cut
 * @param logProbs each token's log-probability under the policy itself: at temperature 1 and with
 *     all tokens kept, whatever the sampling settings
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

  /** Returns the token ids as an array. */
  public int[] tokens() {
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
