package org.attune.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.attune.Align;
import org.attune.method.AlignmentMethod;
import org.attune.method.Gpo;
import org.attune.method.OfflineMethod;
import org.attune.method.PairRule;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Option;

/** Options for the method and its settings. */
@OptionGroup("Method")
final class MethodOptions {
  @Option(
      names = "--method",
      paramLabel = "NAME",
      description =
          "sft (imitate every response), fa (only those above a threshold), rwr "
              + "(weigh by reward), ca (write the reward into the prompt); from pairs: "
              + "dpo, ipo, gpo, slic, orpo, simpo, best-of-2, preferred-ft; from rankings: "
              + "rrhf, pro, pl-dpo; from good and bad responses: kto; from responses that the "
              + "policy gives while it learns: ppo, nlpo, grpo, rloo, reinforce (default: sft).")
  private MethodChoice method = MethodChoice.SFT;

  @Option(
      names = "--beta",
      paramLabel = "X",
      description =
          "rwr: a response weighs exp(reward / beta) (default: 1). dpo, ipo, gpo, "
              + "pl-dpo, kto: how dear it is to leave the start (default: 0.1). simpo: the "
              + "steepness (default: 2).")
  Double beta;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description =
          "fa: keep normalised rewards above this (default: 0). kto: a response is "
              + "good above this (default: 0).")
  Double threshold;

  @Option(
      names = "--ask",
      paramLabel = "X",
      description =
          "ca: the quantile of the training rewards to ask for afterwards (default: 0.9).")
  Double ask;

  @Option(
      names = "--pairs",
      paramLabel = "RULE",
      description =
          "dpo, ipo, gpo, slic, orpo, simpo, best-of-2: how pairs are cut from "
              + "rankings: best_worst, all, adjacent or best_against_each (default: "
              + "best_worst).")
  PairRule pairs;

  @Option(
      names = "--label-noise",
      paramLabel = "X",
      description =
          "dpo: the probability that a label is flipped, met conservatively " + "(default: 0).")
  Double labelNoise;

  @Option(
      names = "--convex",
      paramLabel = "F",
      description = "gpo: logistic, squared or hinge (default: hinge).")
  Gpo.Convex convex;

  @Option(
      names = "--delta",
      paramLabel = "X",
      description = "slic: the margin in nats (default: 1).")
  Double delta;

  @Option(
      names = "--lambda",
      paramLabel = "X",
      description =
          "slic: weight of the chosen response (default: 0.1); orpo: weight of the odds "
              + "ratio (default: 1).")
  Double lambda;

  @Option(names = "--gamma", paramLabel = "X", description = "simpo: the margin (default: 1).")
  Double gamma;

  @Option(
      names = "--sft-weight",
      paramLabel = "X",
      description =
          "rrhf, pro: weight of imitating the best response (default: rrhf 1, pro " + "0.05).")
  Double sftWeight;

  @Option(
      names = "--length-penalty",
      paramLabel = "X",
      description = "rrhf: exponent of the length that sums are divided by (default: 1).")
  Double lengthPenalty;

  @Option(
      names = "--kl",
      paramLabel = "X",
      description =
          "ppo, nlpo, grpo, rloo, reinforce: what a nat of KL to the start costs (default: 0.05, "
              + "grpo 0.04); with --on-policy, what it takes from the reward (default: 0).")
  Double kl;

  @Option(
      names = "--clip",
      paramLabel = "X",
      description = "ppo, nlpo, grpo: how far a probability ratio may go from 1 (default: 0.2).")
  Double clip;

  @Option(
      names = "--ptx",
      paramLabel = "X",
      description = "ppo, nlpo: weight of imitating the data's best responses beside (default: 0).")
  Double ptx;

  @Option(
      names = "--mask-top-p",
      paramLabel = "P",
      description = "nlpo: the probability of what the mask policy lets pass (default: 0.9).")
  Double maskTopP;

  @Option(
      names = "--mask-refresh",
      paramLabel = "N",
      description = "nlpo: rollouts until the mask policy is copied anew (default: 5).")
  Integer maskRefresh;

  @Option(
      names = "--on-policy",
      description =
          "Feed an offline method with responses of the policy as it learns: two a prompt, judged "
              + "by the reward; --steps then counts rollouts.")
  private boolean onPolicy;

  @Option(names = "--temperatures", description = "pro: scale scores by differences of rewards.")
  boolean temperatures;

  /** Returns the settings that were given. */
  List<String> given() {
    List<String> given = new ArrayList<>();
    note(given, "--beta", beta);
    note(given, "--threshold", threshold);
    note(given, "--ask", ask);
    note(given, "--pairs", pairs);
    note(given, "--label-noise", labelNoise);
    note(given, "--convex", convex);
    note(given, "--delta", delta);
    note(given, "--lambda", lambda);
    note(given, "--gamma", gamma);
    note(given, "--sft-weight", sftWeight);
    note(given, "--length-penalty", lengthPenalty);
    // For an offline loss used on-policy it is the rollouts' setting, not the loss's.
    note(given, "--kl", onPolicy ? null : kl);
    note(given, "--clip", clip);
    note(given, "--ptx", ptx);
    note(given, "--mask-top-p", maskTopP);
    note(given, "--mask-refresh", maskRefresh);
    note(given, "--temperatures", temperatures ? Boolean.TRUE : null);
    return given;
  }

  /** Returns the method's name in tables. */
  String name() {
    return method.name();
  }

  private static void note(List<String> given, String option, Object value) {
    if (value != null) {
      given.add(option);
    }
  }

  /** Returns a method with a setting, or unchanged if the setting was not given. */
  <M, V> M with(M method, V value, BiFunction<M, V, M> setting) {
    return value == null ? method : setting.apply(method, value);
  }

  /**
   * Makes the method, with its settings checked; one that needs the policy's own responses is
   * rejected.
   */
  OfflineMethod make() {
    AlignmentMethod made = approach();
    if (made instanceof OfflineMethod offline) {
      return offline;
    }
    throw new InvalidInputException(
        made.name() + " learns from responses that the policy gives meanwhile; use attune train.");
  }

  /** Makes the method, online or offline, with its settings checked. */
  AlignmentMethod approach() {
    AlignmentMethod made = method.make(this);
    if (!onPolicy) {
      return made;
    }
    if (made instanceof OfflineMethod offline) {
      return Align.onPolicy(offline);
    }
    throw new InvalidInputException(made.name() + " is online already; leave --on-policy out.");
  }
}
