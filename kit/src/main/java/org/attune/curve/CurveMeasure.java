package org.attune.curve;

import java.util.Locale;

/** The measure that a curve shows against the divergence. */
public enum CurveMeasure {
  /** The win rate against the opponent by the judge's reward, with ties as one half. */
  WIN_RATE,
  /** The judge's reward of the answer. */
  REWARD;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
