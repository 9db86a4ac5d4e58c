package org.attune.view;

/** One method's answer to a prompt, and its score (NaN for none). */
public record JudgedAnswer(String method, String text, double score) {
  /** Makes an answer without a score. */
  public JudgedAnswer(String method, String text) {
    this(method, text, Double.NaN);
  }
}
