package org.attune.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.attune.data.KeptAnswers;
import org.attune.util.InvalidInputException;

/**
 * The result of one setting and one seed.
 *
 * @param setting its number, counted from 1
 * @param seed the training seed
 * @param metrics by name; empty if training failed
 * @param steps number of optimiser steps
 * @param loss the loss of the last step
 * @param seconds of training and evaluation
 * @param note why training failed, if it did
 * @param answers the answers of the policy; empty if training failed, and in older files
 */
public record Trial(
    int setting,
    long seed,
    Map<String, Double> metrics,
    int steps,
    double loss,
    double seconds,
    String note,
    Optional<KeptAnswers> answers) {
  /** Keeps the order of the metrics, and checks the counts. */
  public Trial {
    InvalidInputException.unless(
        setting >= 1 && steps >= 0 && seconds >= 0,
        "A trial has a setting from 1 on and no negative steps or seconds, got %d, %d and %s.",
        setting,
        steps,
        seconds);
    metrics = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** Returns this trial under another number of its setting. */
  public Trial numbered(int number) {
    return new Trial(number, seed, metrics, steps, loss, seconds, note, answers);
  }

  /** Returns the value of a metric; NaN if there is none, as after a training that diverged. */
  public double metric(String name) {
    return metrics.getOrDefault(name, Double.NaN);
  }
}
