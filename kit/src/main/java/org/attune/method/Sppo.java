package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Self-play preference optimisation with the labels of pairs as certain: moves the log-ratio of the
 * chosen response to 1/(2β) and of the rejected one to −1/(2β) (Wu et al. 2024, arXiv 2405.00675).
 *
 * <p>The paper samples the responses from the policy in each round and takes the probability that
 * one wins from a preference model; {@code Align.onPolicy} does the former, and labels stand for
 * the latter. TRL calls this {@code sppo_hard}.
 *
 * @param beta β; responses should reach a log-ratio of ±1/(2β), 5 nats with 0.1
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record Sppo(double beta, PairRule pairs, TrainingConfig config) implements Pairwise<Sppo> {
  /** Checks β. */
  public Sppo {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "SPPO's beta must be > 0, got %s; try 0.1.", beta);
  }

  /** Uses β = 0.1 and a configuration for small models. */
  public Sppo() {
    this(0.1, PairRule.BEST_WORST, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "SPPO";
  }

  @Override
  public Set<Requirement> requirements() {
    return Set.of(Requirement.REFERENCE);
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray ratio = batch.logRatio(); // h  // (rows)
    NDArray target = batch.constant(0.5 / beta);
    NDArray chosen = batch.chosen(ratio).sub(target);
    NDArray rejected = batch.rejected(ratio).add(target);
    return chosen.mul(chosen).add(rejected.mul(rejected)); // (h_w − 1/(2β))² + (h_l + 1/(2β))²
  }

  /** Returns this method with another β. */
  public Sppo beta(double beta) {
    return new Sppo(beta, pairs, config);
  }

  @Override
  public Sppo pairs(PairRule rule) {
    return new Sppo(beta, rule, config);
  }

  @Override
  public Sppo config(TrainingConfig config) {
    return new Sppo(beta, pairs, config);
  }
}
