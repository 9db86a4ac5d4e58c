package org.attune.data;

import java.util.List;

/** A prompt with its responses, best first, and their scores; equal scores are ties. */
public record Ranking(String prompt, List<String> responses, List<Double> scores) {
  /** Copies both lists, which must be of one length. */
  public Ranking {
    responses = List.copyOf(responses);
    scores = List.copyOf(scores);
    BadInput.unless(
        responses.size() == scores.size(),
        "A ranking needs one score per response, got %d responses and %d scores.",
        responses.size(),
        scores.size());
  }
}
