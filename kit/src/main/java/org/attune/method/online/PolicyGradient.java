package org.attune.method.online;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.attune.method.Reduction;

/**
 * An online method that credits every sampled token and raises or lowers its probability.
 *
 * <p>Such a method is one record in one file: how scores become credit, and the loss that is made
 * of it. Sampling, scoring, mini-batches, critic, checkpoints and history come with the loop.
 */
public interface PolicyGradient extends OnlineMethod {
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
