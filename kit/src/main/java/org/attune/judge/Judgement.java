package org.attune.judge;

import java.util.Collections;
import java.util.List;

/**
 * What a judge thinks of the answers to one question.
 *
 * @param scores one per answer, higher being better; all NaN if the judge's reply was no judgement
 * @param explanation the judge's words, or an empty text
 */
public record Judgement(List<Double> scores, String explanation) {
  /** Copies the scores. */
  public Judgement {
    scores = List.copyOf(scores);
  }

  /** Returns a reply that could not be read as a judgement; it is dropped and counted. */
  static Judgement invalid(int answers, String words) {
    return new Judgement(Collections.nCopies(answers, Double.NaN), words);
  }

  /** Returns whether every answer has a score. */
  public boolean valid() {
    return scores.stream().allMatch(Double::isFinite);
  }

  /** Returns +1 if the first answer is better than the second, −1 if it is worse, 0 for a tie. */
  public int outcome(int first, int second) {
    return Double.compare(scores.get(first) + 0.0, scores.get(second) + 0.0);
  }
}
