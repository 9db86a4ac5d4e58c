package org.attune.method;

import java.math.BigDecimal;
import java.math.MathContext;
import org.attune.model.LanguageModel;

/**
 * The automatic learning rate: a base rate for the kind of method, divided by the square root of
 * the number of weights.
 *
 * <p>The base rates apply to a million weights and were chosen on the bundled world's tune prompts.
 * With uninformative labels, a full-length training raises the loss of the start's own samples by
 * 0.003 to 0.005 nats per token for SFT at 2e-4, whose golden reward then differs from the start's
 * by −0.09 ± 0.10, and by 0.002 to 0.004 for DPO at 5e-5; at 2e-3 SFT degrades the policy within 30
 * steps. At 5e-5 SLiC raises it by 0.010, and SimPO and ORPO lower the golden reward by 0.3. The
 * command {@code attune plans} measures the same for other methods, rates and models. Policy
 * gradients are controlled by equal rewards, because with random ones every step follows noise at
 * full length: in three rollouts PPO, GRPO and RLOO raised that loss by 0.023 to 0.027.
 *
 * <p>A method that imitates responses sampled during training drifts by itself, because each step
 * moves what later ones imitate. On policy imitation has a quarter of its rate and ORPO half, and
 * in rounds imitation has half: the largest of these fractions with which random rewards do no
 * harm.
 *
 * <p>The square root connects these base rates to those in use for large models: it gives 1.7e-5
 * for imitation at 135M weights and 2.4e-6 at 7B, where TRL's defaults are 2e-5 for SFT and 1e-6
 * for DPO, and Hu et al. (2023, arXiv 2308.12050) train 8B weights at 5e-6.
 */
public enum LearningRateRule {
  /** Raises the likelihood of responses, as SFT does. */
  IMITATION(2e-4),
  /** Imitates responses that the policy sampled just before the step, as SFT on policy does. */
  IMITATION_ON_POLICY(5e-5),
  /** Imitates responses that the policy sampled before each of several rounds, as RAFT does. */
  IMITATION_IN_ROUNDS(1e-4),
  /** Imitates and also learns new tokens, as CA does. */
  CONDITIONAL(1e-3),
  /** Raises some responses and lowers others, as DPO does. */
  CONTRASTIVE(5e-5),
  /** Compares two responses without a reference that holds the policy back, as SimPO does. */
  REFERENCE_FREE(2.5e-5),
  /** Imitates the better of two responses and compares them, as ORPO does. */
  ODDS_RATIO(2.5e-5),
  /** Does the same with responses that the policy sampled just before the step. */
  ODDS_RATIO_ON_POLICY(1.25e-5),
  /** Trains a reward model or preference model. */
  JUDGE(1e-3),
  /** Follows the gradient of sampled rewards, as PPO does. */
  POLICY_GRADIENT(5e-4);

  private static final double REFERENCE_SIZE = 1e6;

  /**
   * The factor of the rate for LoRA: the best rate was ten times that of full training across
   * models and data sets (Schulman et al. 2025, "LoRA Without Regret"). It was not chosen on the
   * bundled world.
   */
  private static final double LORA = 10;

  private final double base;

  LearningRateRule(double base) {
    this.base = base;
  }

  /**
   * Returns the rule for the same method on responses that the policy samples between the steps
   * ({@code Align.onPolicy}).
   */
  public LearningRateRule onPolicy() {
    return switch (this) {
      case IMITATION -> IMITATION_ON_POLICY;
      case ODDS_RATIO -> ODDS_RATIO_ON_POLICY;
      default -> this;
    };
  }

  /**
   * Returns the rule for the same method on responses that the policy samples before each of
   * several rounds ({@code Align.iterate}).
   */
  public LearningRateRule inRounds() {
    return this == IMITATION ? IMITATION_IN_ROUNDS : this;
  }

  /** Returns the peak learning rate for a model with this many weights. */
  public double rate(long weights) {
    return rounded(base * Math.sqrt(REFERENCE_SIZE / weights));
  }

  /** Returns a rate rounded to two digits. */
  public static double rounded(double rate) {
    return new BigDecimal(rate).round(new MathContext(2)).doubleValue();
  }

  /** Returns the peak learning rate of a configuration for a model with this many weights. */
  public double rate(TrainingConfig config, long weights) {
    double factor = config.lora().isPresent() ? LORA : 1;
    return rounded(factor * base * Math.sqrt(REFERENCE_SIZE / weights));
  }

  /** Returns a configuration with its learning rate filled in; an explicit rate is kept. */
  public TrainingConfig fill(TrainingConfig config, long weights) {
    return config.learningRate() == TrainingConfig.AUTO
        ? config.learningRate(rate(config, weights))
        : config;
  }

  /**
   * Returns a configuration for a start, with its learning rate filled in; the adapter of a start
   * that has one is trained further.
   */
  public TrainingConfig fill(TrainingConfig config, LanguageModel start) {
    TrainingConfig same =
        config.lora().isPresent() || start.adapter().isEmpty()
            ? config
            : config.lora(start.adapter().orElseThrow().lora());
    return fill(same, start.config().parameters());
  }
}
