package org.attune.method;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Locale;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Anchored preference optimisation: says not only which response should gain on the other, but also
 * whether the chosen one itself should become more or less likely (D'Oosterlinck et al. 2024, arXiv
 * 2408.06266, eq. 7 and 8).
 *
 * @param anchor where the chosen response should go
 * @param beta β, the KL-penalty strength
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record Apo(Anchor anchor, double beta, PairRule pairs, TrainingConfig config)
    implements Pairwise<Apo> {
  /** Where the chosen response should go. */
  public enum Anchor {
    /** Up, and the rejected one down: for chosen responses better than the policy's own. */
    ZERO,
    /** Down, and the rejected one further down: for a policy better than both responses. */
    DOWN
  }

  /** Checks β. */
  public Apo {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "APO's beta must be > 0, got %s; try 0.1.", beta);
  }

  /** Uses APO-zero with β = 0.1 and a configuration for small models. */
  public Apo() {
    this(Anchor.ZERO, 0.1, PairRule.BEST_WORST, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "APO-" + anchor.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Set<Requirement> requirements() {
    return Set.of(Requirement.REFERENCE);
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray reward = batch.logRatio().mul(batch.constant(beta)); // r = β h  // (rows)
    NDArray chosen = batch.chosen(reward);
    NDArray rejected = batch.rejected(reward);
    return switch (anchor) {
      case ZERO ->
          Activation.sigmoid(chosen.neg())
              .add(Activation.sigmoid(rejected)); // −σ(r_w) + σ(r_l) + 1, eq. 7
      case DOWN ->
          Activation.sigmoid(chosen)
              .add(Activation.sigmoid(rejected.sub(chosen))); // σ(r_w) − σ(r_w − r_l) + 1, eq. 8
    };
  }

  /** Returns this method with another anchor. */
  public Apo anchor(Anchor anchor) {
    return new Apo(anchor, beta, pairs, config);
  }

  /** Returns this method with another β. */
  public Apo beta(double beta) {
    return new Apo(anchor, beta, pairs, config);
  }

  @Override
  public Apo pairs(PairRule rule) {
    return new Apo(anchor, beta, rule, config);
  }

  @Override
  public Apo config(TrainingConfig config) {
    return new Apo(anchor, beta, pairs, config);
  }
}
