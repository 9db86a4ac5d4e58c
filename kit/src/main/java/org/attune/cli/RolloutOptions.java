package org.attune.cli;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.attune.Policy;
import org.attune.method.online.OnlineMethod;
import org.attune.method.online.PolicyGradient;
import org.attune.method.online.RolloutConfig;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.train.online.OnPolicy;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Option;

/** Options for how online methods collect responses. */
@OptionGroup("Rollouts")
final class RolloutOptions {
  private static final int LONGEST = 64;

  @Option(
      names = "--rollout-prompts",
      paramLabel = "N",
      description =
          "Distinct prompts per rollout (default: ppo, nlpo and reinforce 64, rloo, grpo, dapo and"
              + " gspo 16).")
  private Integer prompts;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "Responses per prompt (default: ppo 1, rloo, grpo, dapo and gspo 4, on-policy 2).")
  private Integer samples;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Longest response in tokens (default: 64).")
  private Integer maxTokens;

  @Option(
      names = "--every",
      paramLabel = "K",
      description = "--on-policy: optimiser steps between rollouts (default: 1).")
  private Integer every;

  /** Returns the method with these rollout settings; an offline method has none. */
  OnlineMethod apply(OnlineMethod method, MethodOptions wish) {
    if (method instanceof OnPolicy wrapped) {
      OnPolicy asked = wrapped.source(source(wrapped.source()));
      asked = with(asked, prompts, OnPolicy::prompts);
      asked = with(asked, every, OnPolicy::every);
      return with(asked, wish.kl(), OnPolicy::kl);
    }
    InvalidInputException.unless(
        every == null,
        "--every counts steps between rollouts and needs --on-policy; remove it or add"
            + " --on-policy.");
    UnaryOperator<RolloutConfig> change =
        rollouts ->
            with(
                with(
                    with(rollouts, prompts, RolloutConfig::prompts),
                    samples,
                    RolloutConfig::samples),
                maxTokens,
                RolloutConfig::maxTokens);
    PolicyGradient gradient = (PolicyGradient) method;
    return gradient.rollouts(change.apply(gradient.rollouts()));
  }

  /** Rejects options used only by rollouts, but not the answer's length. */
  void requireNoRollouts() {
    InvalidInputException.unless(
        prompts == null && samples == null && every == null,
        "Without --online no rollouts are collected, so --rollout-prompts, --samples and --every"
            + " have no effect; remove them.");
  }

  /** Prints a note if responses cannot be as long as requested. */
  void note(Policy policy, CommonOptions common) {
    if (maxTokens != null) {
      GenerationOptions.note(maxTokens, policy, common);
    }
  }

  /** Returns the length of the longest response in tokens. */
  int longest() {
    return maxTokens == null ? LONGEST : maxTokens;
  }

  private ResponseSampler source(ResponseSampler usual) {
    GenerationConfig decoding =
        maxTokens == null ? usual.decoding() : usual.decoding().maxTokens(maxTokens);
    return (samples == null ? usual : ResponseSampler.topP(samples, 1, 1)).with(decoding);
  }

  private static <M, V> M with(M method, V value, BiFunction<M, V, M> setting) {
    return value == null ? method : setting.apply(method, value);
  }
}
