package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Plackett–Luce DPO: the likelihood of a whole ranking, in which each response is chosen among the
 * remaining ones by its log-ratio to the reference (Santos, “Aligning Language Models with Human
 * Feedback without Reinforcement Learning”, thesis proposal, eq. 19–20, the thesis' proposal).
 *
 * <p>The printed eq. 20 keeps y_1 in every factor, which is an error: the derivation gives y_k, and
 * this class follows the derivation. With two responses it equals DPO. Responses of equal reward
 * are not compared with each other; the thesis does not mention ties.
 *
 * @param beta β, the KL-penalty strength
 * @param config the training configuration
 */
public record PlDpo(double beta, TrainingConfig config) implements Configurable<PlDpo> {
  /** Checks β. */
  public PlDpo {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "PL-DPO's beta must be > 0, got %s; try 0.1.", beta);
  }

  /** Uses β = 0.1 and a configuration for small models. */
  public PlDpo() {
    this(0.1, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "PL-DPO";
  }

  @Override
  public Grouping grouping() {
    return Grouping.RANKING;
  }

  @Override
  public Set<Requirement> requirements() {
    return Set.of(Requirement.REFERENCE);
  }

  @Override
  public Reduction reduction() {
    return Reduction.SEQUENCE_MEAN;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray b = batch.grouped(batch.logRatio().mul(batch.constant(beta))); // b_i  // (groups, n)
    return PlackettLuce.of(batch, b); // Σ_k [log Σ_{i≥k} exp(b_i) − b_k], eq. 20  // (groups)
  }

  /** Returns this method with another β. */
  public PlDpo beta(double beta) {
    return new PlDpo(beta, config);
  }

  @Override
  public PlDpo config(TrainingConfig config) {
    return new PlDpo(beta, config);
  }
}
