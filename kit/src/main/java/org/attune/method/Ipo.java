package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Identity preference optimisation: a squared loss between the difference of two log-ratios and a
 * target (Tang et al. 2024, arXiv 2405.08448, App. B: f(z) = (z − ½)² with z = β (h_w − h_l)).
 *
 * <p>Their eq. 1 prints the target as β/2; f(z) puts h_w − h_l at 1/(2β), and so does this class.
 * The original form, (h_w − h_l − 1/(2β))², is 1/β² times this one: the same minimiser at another
 * scale. Libraries differ in whether h is summed or averaged over tokens, which changes the
 * minimiser; the papers sum.
 *
 * @param beta β, the KL-penalty strength
 * @param averaged whether each h is divided by the number of its response's tokens
 * @param originalSize whether the loss has the scale of the original form
 * @param pairs how pairs are formed from more than two responses
 * @param config the training configuration
 */
public record Ipo(
    double beta, boolean averaged, boolean originalSize, PairRule pairs, TrainingConfig config)
    implements Pairwise<Ipo> {
  /** Checks β. */
  public Ipo {
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta), "IPO's beta must be > 0, got %s; try 0.1.", beta);
  }

  /**
   * Uses the form of Tang et al. with β = 0.1, summed over tokens, and a configuration for small
   * models.
   */
  public Ipo() {
    this(0.1, false, false, PairRule.BEST_WORST, TrainingConfig.small());
  }

  /** Returns the settings of Tang et al.: β = 0.1, 4,000 steps of 32 pairs, learning rate 1e-5. */
  public static Ipo paper() {
    return new Ipo().config(TrainingConfig.gapPaper());
  }

  @Override
  public String name() {
    return "IPO";
  }

  @Override
  public Set<Requirement> requirements() {
    return Set.of(Requirement.REFERENCE);
  }

  @Override
  public NDArray loss(LossBatch batch) {
    NDArray ratio = averaged ? batch.meanLogRatio() : batch.logRatio(); // h or h / |y|  // (rows)
    NDArray gap = batch.chosen(ratio).sub(batch.rejected(ratio)); // h_w − h_l  // (pairs)
    if (originalSize) {
      NDArray away = gap.sub((float) (1 / (2 * beta)));
      return away.mul(away); // (h_w − h_l − 1/(2β))²  // (pairs)
    }
    return Gpo.Convex.SQUARED.of(gap.mul(batch.constant(beta))); // (z − ½)², Tang et al., App. B
  }

  /** Returns this method with another β. */
  public Ipo beta(double beta) {
    return new Ipo(beta, averaged, originalSize, pairs, config);
  }

  /** Returns this method with each log-ratio divided by the number of its response's tokens. */
  public Ipo lengthAveraged() {
    return new Ipo(beta, true, originalSize, pairs, config);
  }

  /** Returns this method in its original form, (h_w − h_l − 1/(2β))². */
  public Ipo original() {
    return new Ipo(beta, averaged, true, pairs, config);
  }

  @Override
  public Ipo pairs(PairRule rule) {
    return new Ipo(beta, averaged, originalSize, rule, config);
  }

  @Override
  public Ipo config(TrainingConfig config) {
    return new Ipo(beta, averaged, originalSize, pairs, config);
  }
}
