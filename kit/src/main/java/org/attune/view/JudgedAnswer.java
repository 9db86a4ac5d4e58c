package org.attune.view;

/** What one method answered to a prompt, and the score it got (NaN for none). */
public record JudgedAnswer(String method, String text, double score) {
  /** Makes an answer without a score. */
  public JudgedAnswer(String method, String text) {
    this(method, text, Double.NaN);
  }
}
