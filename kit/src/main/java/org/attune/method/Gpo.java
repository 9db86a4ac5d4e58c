package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.Locale;
import java.util.Set;
import org.attune.engine.PyTorch;
import org.attune.engine.StableMath;
import org.attune.util.InvalidInputException;

/**
 * Generalised preference optimisation: f(β (h_w − h_l)) for a convex f (Tang et al. 2024, arXiv
 * 2405.08448, App. B).
 *
 * <p>The logistic f is DPO and the squared f is IPO. The hinge compares log-ratios to the
 * reference, unlike SLiC; some libraries call it SLiC nevertheless.
 *
 * @param convex f
 * @param beta β, the KL-penalty strength
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record Gpo(Convex convex, double beta, PairRule pairs, TrainingConfig config)
    implements Pairwise<Gpo> {
  /** The convex functions of the papers. */
  public enum Convex {
    /** f(z) = log(1 + e^−z). */
    LOGISTIC,
    /** f(z) = (z − ½)². */
    SQUARED,
    /** f(z) = max(0, 1 − z). */
    HINGE;

    NDArray of(NDArray z) {
      return switch (this) {
        case LOGISTIC -> StableMath.minusLogSigmoid(z);
        case SQUARED -> {
          NDArray away = z.sub(PyTorch.constant(z.getManager(), 0.5));
          yield away.mul(away);
        }
        case HINGE -> StableMath.hinge(z.neg().add(1f));
      };
    }
  }

  /** Checks β. */
  public Gpo {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "GPO's beta must be > 0, got %s; try 0.1.", beta);
  }

  /** Uses the hinge with β = 0.1 and a configuration for small models. */
  public Gpo() {
    this(Convex.HINGE, 0.1, PairRule.BEST_WORST, TrainingConfig.small());
  }

  /** Returns the settings of Tang et al.: β = 0.1, 4,000 steps of 32 pairs, learning rate 1e-5. */
  public static Gpo paper() {
    return new Gpo().config(TrainingConfig.gapPaper());
  }

  @Override
  public String name() {
    return "GPO-" + convex.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Set<Requirement> requirements() {
    return Set.of(Requirement.REFERENCE);
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray ratio = batch.logRatio(); // h  // (rows)
    return convex.of(
        batch
            .chosen(ratio)
            .sub(batch.rejected(ratio))
            .mul(batch.constant(beta))); // f(β (h_w − h_l)), Tang et al., App. B  // (pairs)
  }

  /** Returns this method with another convex function. */
  public Gpo convex(Convex convex) {
    return new Gpo(convex, beta, pairs, config);
  }

  /** Returns this method with another β. */
  public Gpo beta(double beta) {
    return new Gpo(convex, beta, pairs, config);
  }

  @Override
  public Gpo pairs(PairRule rule) {
    return new Gpo(convex, beta, rule, config);
  }

  @Override
  public Gpo config(TrainingConfig config) {
    return new Gpo(convex, beta, pairs, config);
  }
}
