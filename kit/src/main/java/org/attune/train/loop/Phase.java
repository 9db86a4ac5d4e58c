package org.attune.train.loop;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A phase of a step other than learning, whose duration is recorded. The history keeps it among a
 * step's parts, so that it is saved with the run and summed over resumes.
 */
public enum Phase {
  /** Sampling from the policy; part of the step's seconds. */
  SAMPLING(true),
  /** Scoring by the reward; part of the step's seconds. */
  LABELLING(true),
  /** Scoring all responses with the frozen reference, before the first step of the run. */
  REFERENCE(false),
  /** Writing a checkpoint after the step. */
  CHECKPOINTS(false);

  private final boolean within;

  Phase(boolean within) {
    this.within = within;
  }

  /** Returns the name of the part with the seconds of this phase. */
  public String part() {
    return name().toLowerCase(java.util.Locale.ROOT) + " seconds";
  }

  /** Returns whether a step's own seconds include this phase. */
  public boolean within() {
    return within;
  }

  /** Returns the seconds of this phase over all steps of a history. */
  public double seconds(History history) {
    return history.steps().stream()
        .mapToDouble(step -> step.parts().getOrDefault(part(), 0.0))
        .sum();
  }

  /** Returns a step with the given seconds added to this phase. */
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
