package org.attune.world;

import java.util.List;
import java.util.stream.Stream;

/**
 * The quality of an answer. The corpus mixes all five.
 *
 * <p>Friendliness correlates only loosely with usefulness, so that politeness cannot replace
 * reading the prompt.
 */
public enum AnswerQuality {
  /** Rude, off topic and curt. */
  AWFUL(0.20),
  /** Off topic or vague. */
  POOR(0.30),
  /** Half right. */
  FAIR(0.28),
  /** Right, with something missing. */
  GOOD(0.14),
  /** Mostly without faults. */
  EXCELLENT(0.08);

  private final double share;

  AnswerQuality(double share) {
    this.share = share;
  }

  /** Returns the share of this quality in the corpus. */
  public double share() {
    return share;
  }

  /** Draws a quality in the proportions of the corpus. */
  static AnswerQuality draw(SplitMixRandom dice) {
    return values()[dice.weighted(Stream.of(values()).map(AnswerQuality::share).toList())];
  }

  /**
   * The tendencies of a writer of some quality.
   *
   * @param tips the probabilities of no tip, one tip, two tips …
   * @param right the probability of being on topic and on intent
   * @param attentive the probability of taking up the prompt's detail
   * @param misread otherwise, the probability of mentioning a wrong one
   * @param greeting the probability of a warm beginning
   * @param closing the probability of a warm ending
   * @param rude the probability of being rude
   * @param vague the probability of being vague
   * @param repeat the probability of repeating a tip
   */
  record Habits(
      List<Double> tips,
      double right,
      double attentive,
      double misread,
      double greeting,
      double closing,
      double rude,
      double vague,
      double repeat) {}

  /** Returns the tendencies of writers of this quality. */
  Habits habits() {
    return switch (this) {
      case AWFUL ->
          new Habits(
              List.of(0.15, 0.45, 0.30, 0.10), 0.10, 0.06, 0.30, 0.25, 0.15, 0.65, 0.45, 0.15);
      case POOR ->
          new Habits(
              List.of(0.05, 0.35, 0.40, 0.20), 0.30, 0.20, 0.25, 0.40, 0.30, 0.25, 0.45, 0.12);
      case FAIR ->
          new Habits(
              List.of(0.0, 0.25, 0.40, 0.22, 0.13), 0.55, 0.40, 0.20, 0.45, 0.40, 0.08, 0.30, 0.08);
      case GOOD ->
          new Habits(
              List.of(0.0, 0.10, 0.50, 0.33, 0.07), 0.82, 0.62, 0.10, 0.55, 0.55, 0.02, 0.12, 0.03);
      case EXCELLENT ->
          new Habits(List.of(0.0, 0.0, 0.25, 0.75), 0.97, 0.88, 0.03, 0.72, 0.72, 0.0, 0.02, 0.01);
    };
  }
}
