package org.attune.sample;

/** By what beam search compares responses of different lengths. */
public enum BeamScore {
  /** The summed log-probability of the tokens, which likes short responses. */
  SUM,

  /** The mean log-probability of a token, the usual length penalty of 1. */
  MEAN;

  double of(BeamHypothesis hypothesis) {
    return this == SUM ? hypothesis.score() : hypothesis.score() / hypothesis.length();
  }
}
