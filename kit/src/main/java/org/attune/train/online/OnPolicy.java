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
 * Any offline method, fed with responses of the policy as it is while it learns: online DPO and
 * IPO, Best-of-2 (GAP §5), RRHF-OP-k with or without its KL term (RRHF §4.3).
 *
 * <p>A step of the plan is a rollout; the method's plan says how many examples an optimiser step
 * takes. Equal rewards are ties, and ties teach nothing about order.
 *
 * @param method the loss, and how responses become examples
 * @param source how the policy is asked, such as two samples, or diverse beams
 * @param prompts distinct prompts a rollout
 * @param every optimiser steps between rollouts, k in OP-k
 * @param kl what a nat of log π − log ref takes from a response's reward; 0 takes nothing
 * @param scale puts rewards on the scale the method expects
 * @param unfinished the rule for responses that never end
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
        every >= 1, "There must be at least one optimiser step a rollout, got %d.", every);
    InvalidInputException.unless(
        kl >= 0 && Double.isFinite(kl), "The KL coefficient must be >= 0, got %s; try 0.01.", kl);
  }

  /**
   * Samples two responses at temperature 1 to as many prompts as the method's batch has examples,
   * and takes one step on them.
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

  /** Returns the rule of the method that learns from the responses. */
  @Override
  public LearningRateRule learningRateRule() {
    return method.learningRateRule();
  }

  @Override
  public TrainingConfig config() {
    return method.config();
  }

  @Override
  public OnPolicy config(TrainingConfig config) {
    return new OnPolicy(method.config(config), source, prompts, every, kl, scale, unfinished);
  }

  /** Returns this method asking the policy in another way. */
  public OnPolicy source(ResponseSampler other) {
    return new OnPolicy(method, other, prompts, every, kl, scale, unfinished);
  }

  /** Returns this method with so many prompts a rollout. */
  public OnPolicy prompts(int count) {
    return new OnPolicy(method, source, count, every, kl, scale, unfinished);
  }

  /** Returns this method with so many optimiser steps between rollouts, k in OP-k. */
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

  /** Returns this method with another rule for responses that never end. */
  public OnPolicy unfinished(MissingEosPolicy rule) {
    return new OnPolicy(method, source, prompts, every, kl, scale, rule);
  }
}
