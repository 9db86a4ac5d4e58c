package org.attune.train.online;

import org.attune.method.LearningRateRule;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.method.online.ConfigurableOnline;
import org.attune.method.online.MissingEosPolicy;
import org.attune.reward.Normaliser;
import org.attune.sample.ResponseSampler;
import org.attune.util.InvalidInputException;

/**
 * An online method made of any offline method and responses sampled during training: online DPO and
 * IPO, Best-of-2 (Tang et al. 2024, arXiv 2405.08448, §5), RRHF-OP-k with or without its KL term
 * (Yuan et al. 2023, arXiv 2304.05302, §4.3).
 *
 * <p>A step of the configuration is a rollout; its batch size is the number of examples per
 * optimiser step. Equal rewards are ties, which carry no preference.
 *
 * <p>A configuration without a learning rate gets that of {@link LearningRateRule#onPolicy}; a rate
 * that is set is kept.
 *
 * @param method the loss, and how responses form examples
 * @param source how responses are sampled, such as two samples, or diverse beams
 * @param prompts distinct prompts per rollout
 * @param every optimiser steps between rollouts, k in OP-k
 * @param kl the coefficient of log π − log ref that is subtracted from a response's reward; 0 for
 *     none
 * @param scale normalises rewards to the scale that the method expects
 * @param unfinished the rule for responses without end-of-text
 */
public record OnPolicy(
    OfflineMethod method,
    ResponseSampler source,
    int prompts,
    int every,
    double kl,
    Normaliser scale,
    MissingEosPolicy unfinished)
    implements ConfigurableOnline<OnPolicy> {
  private static final int LONGEST = 64;

  /** Checks the ranges. */
  public OnPolicy {
    InvalidInputException.unless(
        prompts >= 1, "A rollout needs at least one prompt, got %d.", prompts);
    InvalidInputException.unless(
        every >= 1, "There must be at least one optimiser step per rollout, got %d.", every);
    InvalidInputException.unless(
        kl >= 0 && Double.isFinite(kl), "The KL coefficient must be >= 0, got %s; try 0.01.", kl);
  }

  /**
   * Returns a method that samples two responses at temperature 1 for each prompt, with as many
   * prompts as the batch has examples, and takes one step on them.
   */
  public static OnPolicy of(OfflineMethod method) {
    return new OnPolicy(
        method,
        ResponseSampler.topP(2, 1, 1).maxTokens(LONGEST),
        method.config().batchSize(),
        1,
        0,
        Normaliser.NONE,
        MissingEosPolicy.asScored());
  }

  @Override
  public String name() {
    return "online " + method.name();
  }

  /**
   * Returns the rule of the offline method for responses sampled during training: a lower rate for
   * methods that imitate, and the same for all others.
   */
  @Override
  public LearningRateRule learningRateRule() {
    return method.learningRateRule().onPolicy();
  }

  @Override
  public TrainingConfig config() {
    return method.config();
  }

  @Override
  public OnPolicy config(TrainingConfig config) {
    return new OnPolicy(method.config(config), source, prompts, every, kl, scale, unfinished);
  }

  /** Returns this method with another response sampler. */
  public OnPolicy source(ResponseSampler other) {
    return new OnPolicy(method, other, prompts, every, kl, scale, unfinished);
  }

  /** Returns this method with this many prompts per rollout. */
  public OnPolicy prompts(int count) {
    return new OnPolicy(method, source, count, every, kl, scale, unfinished);
  }

  /** Returns this method with this many optimiser steps between rollouts, k in OP-k. */
  public OnPolicy every(int steps) {
    return new OnPolicy(method, source, prompts, steps, kl, scale, unfinished);
  }

  /** Returns this method with a KL term in the reward. */
  public OnPolicy kl(double coefficient) {
    return new OnPolicy(method, source, prompts, every, coefficient, scale, unfinished);
  }

  /** Returns this method with rewards on another scale, such as that of some labels. */
  public OnPolicy scale(Normaliser other) {
    return new OnPolicy(method, source, prompts, every, kl, other, unfinished);
  }

  /** Returns this method with another rule for responses without end-of-text. */
  public OnPolicy unfinished(MissingEosPolicy rule) {
    return new OnPolicy(method, source, prompts, every, kl, scale, rule);
  }
}
