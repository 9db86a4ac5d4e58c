package org.attune.train.loop;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The metrics of one optimiser step.
 *
 * @param step counted from 1
 * @param total planned number of steps
 * @param epoch passes over the data so far
 * @param loss the method's loss after its reduction
 * @param rate learning rate
 * @param gradientNorm norm of the gradient before clipping
 * @param tokens the number of tokens of the step, including prompts
 * @param seconds wall-clock time of the step
 * @param parts further numbers by name, such as the mean reward of the batch
 */
public record StepMetrics(
    int step,
    int total,
    double epoch,
    double loss,
    double rate,
    double gradientNorm,
    long tokens,
    double seconds,
    Map<String, Double> parts) {
  /** Copies the parts. */
  public StepMetrics {
    parts = Map.copyOf(parts);
  }

  /** Returns the mean reward of the step's rollout; empty for a step that sampled nothing. */
  public OptionalDouble rolloutReward() {
    Double reward = parts.get(History.REWARD);
    return reward == null ? OptionalDouble.empty() : OptionalDouble.of(reward);
  }

  /** Returns this step, counted after the steps of earlier runs. */
  StepMetrics after(int steps, double epochs, int all) {
    return new StepMetrics(
        steps + step, all, epochs + epoch, loss, rate, gradientNorm, tokens, seconds, parts);
  }
}
