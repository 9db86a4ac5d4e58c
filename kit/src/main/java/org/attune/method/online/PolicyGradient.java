package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.method.LearningRateRule;
import org.attune.method.Reduction;

/**
 * An online method that credits every sampled token and raises or lowers its probability.
 *
 * <p>Such a method is one record in one file: how scores become credit, and the loss that is made
 * of it. Sampling, scoring, mini-batches, critic, checkpoints and history come with the loop.
 */
public interface PolicyGradient extends OnlineMethod {
  @Override
  default LearningRateRule learningRateRule() {
    return LearningRateRule.POLICY_GRADIENT;
  }

  /** Returns how responses are collected. */
  RolloutConfig rollouts();

  /** Returns how dear it is to leave the reference. */
  KlControl penalty();

  /**
   * Credits the tokens of a whole rollout.
   *
   * @param coefficient what a nat of KL costs in this rollout
   */
  List<Advantages> credits(List<Trajectory> rollout, double coefficient);

  /**
   * Returns for each response of a rollout whether there is something to learn from it: a response
   * whose group has equal scores, up to rounding, is left out of the policy's loss, since there is
   * no better one to learn from and rounding would be all that is left.
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
   * Returns the number of the group within which each response of a rollout is compared: one for
   * all, unless a method compares the responses to one prompt.
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

  /** Returns how the losses of a mini-batch become one number. */
  default Reduction reduction() {
    return Reduction.TOKEN_MEAN;
  }

  /** Returns the critic's learning rate, or 0 for a method without critic. */
  default double criticRate() {
    return 0;
  }

  /**
   * Returns the critic's loss of each token, where there is a critic // (rows, time).
   *
   * @param values what it says now, with gradients // (rows, time)
   * @param old what it said in the rollout // (rows, time)
   * @param returns what it should have said // (rows, time)
   */
  default NDArray valueLoss(NDArray values, NDArray old, NDArray returns) {
    throw new UnsupportedOperationException(name() + " has no critic.");
  }

  /** Returns the weight of the entropy that is added to what is maximised. */
  default double entropyBonus() {
    return 0;
  }

  /** Returns how actions are masked while sampling and in the ratio, if they are. */
  default Optional<ActionMask> actionMask() {
    return Optional.empty();
  }

  /** Returns γ, the weight of imitating demonstrations beside; 0 imitates none. */
  default double ptx() {
    return 0;
  }

  /** Returns how far a ratio may go before it counts as clipped; infinity clips nothing. */
  default double clip() {
    return Double.POSITIVE_INFINITY;
  }
}
