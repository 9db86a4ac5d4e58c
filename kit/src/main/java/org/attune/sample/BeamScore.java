package org.attune.sample;

/** How beam search compares responses of different lengths. */
public enum BeamScore {
  /** The summed log-probability of the tokens, which favours short responses. */
  SUM,

  /** The mean log-probability per token, the usual length penalty of 1. */
  MEAN;

  double of(BeamHypothesis hypothesis) {
    return this == SUM ? hypothesis.score() : hypothesis.score() / hypothesis.length();
  }
}
