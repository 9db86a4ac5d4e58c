package org.attune.train.loop;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the time of a step went, other than into learning; the history keeps it among a step's
 * parts, so that it is saved, and summed over resumes, with the run.
 */
public enum Phase {
  /** The policy answered; part of the step's seconds. */
  SAMPLING(true),
  /** The reward judged; part of the step's seconds. */
  LABELLING(true),
  /** The frozen start read all responses before the first step of the run. */
  REFERENCE(false),
  /** A snapshot was written behind the step. */
  CHECKPOINTS(false);

  private final boolean within;

  Phase(boolean within) {
    this.within = within;
  }

  /** Returns the name of the part that holds the seconds. */
  public String part() {
    return name().toLowerCase(java.util.Locale.ROOT) + " seconds";
  }

  /** Returns whether a step's own seconds hold these. */
  public boolean within() {
    return within;
  }

  /** Returns the seconds of all steps of a history. */
  public double seconds(History history) {
    return history.steps().stream()
        .mapToDouble(step -> step.parts().getOrDefault(part(), 0.0))
        .sum();
  }

  /** Returns a step on which so many seconds more are noted. */
  StepMetrics noted(StepMetrics step, double seconds) {
    Map<String, Double> parts = new LinkedHashMap<>(step.parts());
    parts.merge(part(), seconds, Double::sum);
    return new StepMetrics(
        step.step(),
        step.total(),
        step.epoch(),
        step.loss(),
        step.rate(),
        step.gradientNorm(),
        step.tokens(),
        step.seconds(),
        parts);
  }
}
