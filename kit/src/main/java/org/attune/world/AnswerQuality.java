package org.attune.world;

import java.util.List;
import java.util.stream.Stream;

/**
 * How well the writer of an answer did on the day. The corpus mixes all five.
 *
 * <p>Friendliness goes only loosely with usefulness, so that being polite is not a way around
 * reading the prompt.
 */
public enum AnswerQuality {
  /** Rude, off the point and curt. */
  AWFUL(0.20),
  /** Off the point or vague. */
  POOR(0.30),
  /** Half right. */
  FAIR(0.28),
  /** Right, with something missing. */
  GOOD(0.14),
  /** Nothing to complain about, most of the time. */
  EXCELLENT(0.08);

  private final double share;

  AnswerQuality(double share) {
    this.share = share;
  }

  /** Returns the share of this quality in the corpus. */
  public double share() {
    return share;
  }

  /** Draws a quality with the shares of the corpus. */
  static AnswerQuality draw(SplitMixRandom dice) {
    return values()[dice.weighted(Stream.of(values()).map(AnswerQuality::share).toList())];
  }

  /**
   * What a writer of some quality tends to do.
   *
   * @param tips the probabilities of no tip, one tip, two tips …
   * @param right the probability of being on topic and on intent
   * @param attentive of taking up the prompt's detail
   * @param misread otherwise, of mentioning a wrong one
   * @param greeting of beginning warmly
   * @param closing of ending warmly
   * @param rude of being rude
   * @param vague of being vague
   * @param repeat of saying a tip again
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

  /** Returns what writers of this quality tend to do. */
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
