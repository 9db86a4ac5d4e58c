package org.attune.sweep;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of one setting and one seed.
 *
 * @param setting its number, counted from 1
 * @param seed the order of the data
 * @param metrics by name, none where training broke off
 * @param steps optimiser steps
 * @param loss of the last step
 * @param seconds training and evaluation
 * @param note why training broke off, if it did
 */
public record Trial(
    int setting,
    long seed,
    Map<String, Double> metrics,
    int steps,
    double loss,
    double seconds,
    String note) {
  /** Keeps the order of the metrics. */
  public Trial {
    metrics = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
