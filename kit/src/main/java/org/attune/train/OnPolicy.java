package org.attune.train;

import org.attune.data.BadInput;
import org.attune.method.Method;
import org.attune.method.Plan;
import org.attune.method.online.TunableOnline;
import org.attune.method.online.Unfinished;
import org.attune.reward.Normaliser;
import org.attune.sample.Source;

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
    Method method,
    Source source,
    int prompts,
    int every,
    double kl,
    Normaliser scale,
    Unfinished unfinished)
    implements TunableOnline<OnPolicy> {
  private static final int LONGEST = 64;

  /** Checks the ranges. */
  public OnPolicy {
    BadInput.unless(prompts >= 1, "A rollout needs at least one prompt, got %d.", prompts);
    BadInput.unless(
        every >= 1, "There must be at least one optimiser step a rollout, got %d.", every);
    BadInput.unless(
        kl >= 0 && Double.isFinite(kl), "The KL coefficient must be >= 0, got %s; try 0.01.", kl);
  }

  /**
   * Samples two responses at temperature 1 to as many prompts as the method's batch has examples,
   * and takes one step on them.
   */
  public static OnPolicy of(Method method) {
    return new OnPolicy(
        method,
        Source.topP(2, 1, 1).maxTokens(LONGEST),
        method.plan().batchSize(),
        1,
        0,
        Normaliser.NONE,
        Unfinished.asScored());
  }

  @Override
  public String name() {
    return "online " + method.name();
  }

  @Override
  public Plan plan() {
    return method.plan();
  }

  @Override
  public OnPolicy plan(Plan plan) {
    return new OnPolicy(method.plan(plan), source, prompts, every, kl, scale, unfinished);
  }

  /** Returns this method asking the policy in another way. */
  public OnPolicy source(Source other) {
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
  public OnPolicy unfinished(Unfinished rule) {
    return new OnPolicy(method, source, prompts, every, kl, scale, rule);
  }
}
