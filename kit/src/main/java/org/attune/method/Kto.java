package org.attune.method;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Kahneman–Tversky optimisation: each response is judged on its own as good or bad, and its
 * log-ratio is compared with an estimate of the policy's KL to the reference (Ethayarajh et al.
 * 2024, arXiv 2402.01306).
 *
 * <p>The reference point z₀ is the mean log-ratio of responses after mismatched prompts, clamped at
 * 0 and without gradient. It is computed over the whole batch, so that micro-batches change
 * nothing; a response's mismatched prompt is the next different one in the data or in the rollout.
 *
 * @param beta β, the KL-penalty strength
 * @param desirableWeight weight of good responses
 * @param undesirableWeight weight of bad responses
 * @param threshold a response is good if its normalised reward is above this
 * @param config the training configuration
 */
public record Kto(
    double beta,
    double desirableWeight,
    double undesirableWeight,
    double threshold,
    TrainingConfig config)
    implements Configurable<Kto> {
  /** Checks β, the weights and the threshold. */
  public Kto {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "KTO's beta must be > 0, got %s; try 0.1.", beta);
    InvalidInputException.unless(
        desirableWeight >= 0 && undesirableWeight >= 0 && desirableWeight + undesirableWeight > 0,
        "KTO's weights must be >= 0 and not both 0, got %s and %s.",
        desirableWeight,
        undesirableWeight);
    InvalidInputException.unless(
        Double.isFinite(threshold), "KTO's threshold must be a number, got %s; try 0.", threshold);
  }

  /**
   * Uses β = 0.1, equal weights, and good meaning above the mean reward. Its configuration for
   * small models has a third of the learning rate for pairs: single responses move the policy away
   * from the start sooner.
   */
  public Kto() {
    this(0.1, 1, 1, 0, TrainingConfig.small());
  }

  @Override
  public String name() {
    return "KTO";
  }

  @Override
  public Set<Requirement> requirements() {
    return Set.of(Requirement.REFERENCE, Requirement.MISMATCH);
  }

  @Override
  public Reduction reduction() {
    return Reduction.SEQUENCE_MEAN;
  }

  @Override
  public NDArray loss(LossBatch batch) {
    float origin = (float) Math.max(0, batch.mismatch()); // z₀, no gradient
    NDArray good =
        batch.rewards().gt((float) threshold).toType(batch.rewards().getDataType(), false);
    NDArray bad = good.neg().add(1f);
    NDArray away = batch.logRatio().sub(origin).mul(batch.constant(beta)); // β (h − z₀)  // (rows)
    NDArray direction = good.sub(bad); // +1 for good, −1 for bad
    NDArray weight =
        good.mul(batch.constant(desirableWeight)).add(bad.mul(batch.constant(undesirableWeight)));
    return Activation.sigmoid(away.mul(direction).neg()).mul(weight); // w (1 − σ(± β (h − z₀)))
  }

  /** Returns this method with another β. */
  public Kto beta(double beta) {
    return new Kto(beta, desirableWeight, undesirableWeight, threshold, config);
  }

  /** Returns this method with other weights of good and bad responses. */
  public Kto weights(double desirable, double undesirable) {
    return new Kto(beta, desirable, undesirable, threshold, config);
  }

  /** Returns this method with another threshold for good responses. */
  public Kto threshold(double threshold) {
    return new Kto(beta, desirableWeight, undesirableWeight, threshold, config);
  }

  @Override
  public Kto config(TrainingConfig config) {
    return new Kto(beta, desirableWeight, undesirableWeight, threshold, config);
  }
}
