package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.method.LearningRateRule;
import org.attune.method.Reduction;

/**
 * An online method that gives every sampled token an advantage and follows the policy gradient.
 *
 * <p>Such a method is one record in one file: advantages from scores, and the loss. The library
 * provides sampling, scoring, mini-batches, the critic, checkpoints and history.
 */
public interface PolicyGradient extends OnlineMethod {
  @Override
  default LearningRateRule learningRateRule() {
    return LearningRateRule.POLICY_GRADIENT;
  }

  /** Returns the rollout settings. */
  RolloutConfig rollouts();

  /** Returns this method with other rollout settings. */
  PolicyGradient rollouts(RolloutConfig other);

  /** Returns the KL penalty. */
  KlControl penalty();

  /**
   * Returns the advantages of all tokens of a rollout.
   *
   * @param coefficient the KL coefficient of this rollout
   */
  List<Advantages> advantages(List<Trajectory> rollout, double coefficient);

  /**
   * Returns for each response of a rollout whether it carries signal. A response whose group has
   * equal scores, up to rounding, is left out of the policy's loss: its advantage would be only
   * rounding error.
   */
  default boolean[] signal(List<Trajectory> rollout) {
    int[] groups = groups(rollout);
    double[] scores = rollout.stream().mapToDouble(Trajectory::score).toArray();
    Set<Integer> equal = Baseline.equal(groups, scores);
    boolean[] signal = new boolean[groups.length];
    for (int i = 0; i < groups.length; i++) {
      signal[i] = !equal.contains(groups[i]);
    }
    return signal;
  }

  /**
   * Returns the comparison group of each response of a rollout: one group for all, unless a method
   * compares the responses to one prompt.
   */
  default int[] groups(List<Trajectory> rollout) {
    return Baseline.together(rollout);
  }

  /**
   * Returns the loss of each response, summed over its tokens // (rows).
   *
   * <p>Do not multiply by a Java number: use {@link PolicyGradientBatch#constant}.
   */
  NDArray loss(PolicyGradientBatch batch);

  /** Returns how the losses of a mini-batch are reduced to one number. */
  default Reduction reduction() {
    return Reduction.TOKEN_MEAN;
  }

  /** Returns the critic's learning rate, or 0 for a method without critic. */
  default double criticRate() {
    return 0;
  }

  /**
   * Returns the critic's loss per token, if there is a critic // (rows, time).
   *
   * @param values the current values, with gradients // (rows, time)
   * @param old the values at the time of the rollout // (rows, time)
   * @param returns the targets // (rows, time)
   */
  default NDArray valueLoss(NDArray values, NDArray old, NDArray returns) {
    throw new UnsupportedOperationException(name() + " has no critic.");
  }

  /** Returns the weight of the entropy bonus in the objective. */
  default double entropyBonus() {
    return 0;
  }

  /** Returns the action mask for sampling and for the ratio, if any. */
  default Optional<ActionMask> actionMask() {
    return Optional.empty();
  }

  /** Returns γ, the weight of the demonstrations' loss (PPO-ptx); 0 for none. */
  default double ptx() {
    return 0;
  }

  /** Returns ε of the clipping, for the clip fraction; infinity for none. */
  default double clip() {
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Returns ε of the clipping above 1, for the clip fraction: that below 1 unless a method says.
   */
  default double clipHigh() {
    return clip();
  }

  /**
   * Returns the ratio that the clipping reads at each token of a response, for the clip fraction:
   * π/π_old of the token, unless a method has one for the whole response.
   *
   * @param now log π of the tokens
   * @param old log π_old of the tokens
   */
  default double[] ratios(double[] now, double[] old) {
    double[] ratios = new double[now.length];
    Arrays.setAll(ratios, t -> Math.exp(now[t] - old[t]));
    return ratios;
  }

  /**
   * Returns how often a rollout may replace groups whose scores are equal by responses to other
   * prompts (dynamic sampling).
   */
  default int resamples() {
    return 0;
  }
}
