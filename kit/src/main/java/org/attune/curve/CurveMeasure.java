package org.attune.curve;

import java.util.Locale;

/** What a curve draws against the divergence. */
public enum CurveMeasure {
  /** How often the answer beats the opponent's by the judge's reward, ties one half. */
  WIN_RATE,
  /** The judge's reward of the answer. */
  REWARD;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
