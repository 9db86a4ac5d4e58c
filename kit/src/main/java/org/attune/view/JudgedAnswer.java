package org.attune.view;

import java.util.Comparator;
import java.util.List;

/** One method's answer to a prompt, and its score (NaN for none). */
public record JudgedAnswer(String method, String text, double score) {
  /** Makes an answer without a score. */
  public JudgedAnswer(String method, String text) {
    this(method, text, Double.NaN);
  }

  /** Returns the answers from the highest score to the lowest; those without a score come last. */
  public static List<JudgedAnswer> bestFirst(List<JudgedAnswer> answers) {
    return answers.stream()
        .sorted(
            Comparator.comparingDouble(
                answer -> Double.isNaN(answer.score()) ? Double.MAX_VALUE : -answer.score()))
        .toList();
  }
}
