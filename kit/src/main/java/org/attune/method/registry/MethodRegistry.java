package org.attune.method.registry;

import static org.attune.method.registry.MethodEntry.Examples.JUDGED;
import static org.attune.method.registry.MethodEntry.Examples.PAIRS;
import static org.attune.method.registry.MethodEntry.Examples.RANKINGS;
import static org.attune.method.registry.MethodEntry.Examples.RESPONSES;
import static org.attune.method.registry.MethodEntry.Examples.ROLLOUTS;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.attune.method.Apo;
import org.attune.method.BestOf2;
import org.attune.method.Ca;
import org.attune.method.Cpo;
import org.attune.method.Dpo;
import org.attune.method.Exo;
import org.attune.method.Fa;
import org.attune.method.Gpo;
import org.attune.method.Ipo;
import org.attune.method.Kto;
import org.attune.method.Nca;
import org.attune.method.Orpo;
import org.attune.method.PairRule;
import org.attune.method.PlDpo;
import org.attune.method.PreferredFt;
import org.attune.method.Pro;
import org.attune.method.Rrhf;
import org.attune.method.Rwr;
import org.attune.method.Sft;
import org.attune.method.Simpo;
import org.attune.method.Slic;
import org.attune.method.Sppo;
import org.attune.method.online.Dapo;
import org.attune.method.online.Grpo;
import org.attune.method.online.Gspo;
import org.attune.method.online.Nlpo;
import org.attune.method.online.Ppo;
import org.attune.method.online.Reinforce;
import org.attune.method.online.Rloo;

/** All methods, one line each: the name, the defaults, what it learns from, and its settings. */
public final class MethodRegistry {
  private static final String BETA = "KL-penalty strength";
  private static final String KL = "coefficient of the KL penalty to the start policy";
  private static final String CLIP = "largest distance of a probability ratio from 1";
  private static final String CLIP_LOW = "largest distance of a probability ratio below 1";
  private static final String CLIP_HIGH = "largest distance of a probability ratio above 1";
  private static final String PTX = "weight of imitating the best responses of the data";
  private static final String RULE =
      "how pairs are formed from more than two responses: best_worst, all, adjacent or"
          + " best_against_each";
  private static final String FLIPPED = "probability that a label is flipped";
  private static final String IMITATION = "weight of imitating the best response";

  private static final List<MethodEntry<?>> ALL =
      List.of(
          MethodEntry.of("sft", new Sft(), RESPONSES),
          MethodEntry.of("fa", new Fa(), RESPONSES)
              .number(
                  "threshold", "keep normalised rewards above it", Fa::threshold, Fa::threshold),
          MethodEntry.of("rwr", new Rwr(), RESPONSES)
              .number("beta", "a response has weight exp(reward / beta)", Rwr::beta, Rwr::beta),
          MethodEntry.of("ca", new Ca(), RESPONSES)
              .number("ask", "the reward quantile to ask for after training", Ca::ask, Ca::ask),
          MethodEntry.of("preferred-ft", new PreferredFt(), RESPONSES),
          MethodEntry.of("best-of-2", new BestOf2(), PAIRS)
              .choice("pairs", PairRule.class, RULE, BestOf2::pairs, BestOf2::pairs),
          MethodEntry.of("dpo", new Dpo(), PAIRS)
              .number("beta", BETA, Dpo::beta, Dpo::beta)
              .choice("pairs", PairRule.class, RULE, Dpo::pairs, Dpo::pairs)
              .number(
                  "label-noise",
                  "probability that a label is flipped, for conservative smoothing",
                  Dpo::labelNoise,
                  Dpo::conservative)
              .flag("length-averaged", "divide log-ratios by lengths", Dpo::lengthAveraged)
              .number("sft-weight", IMITATION, Dpo::sftWeight, Dpo::sftWeight),
          MethodEntry.of("ipo", new Ipo(), PAIRS)
              .number("beta", BETA, Ipo::beta, Ipo::beta)
              .choice("pairs", PairRule.class, RULE, Ipo::pairs, Ipo::pairs),
          MethodEntry.of("gpo", new Gpo(), PAIRS)
              .number("beta", BETA, Gpo::beta, Gpo::beta)
              .choice("pairs", PairRule.class, RULE, Gpo::pairs, Gpo::pairs)
              .choice(
                  "convex",
                  Gpo.Convex.class,
                  "the loss: logistic, squared or hinge",
                  Gpo::convex,
                  Gpo::convex),
          MethodEntry.of("slic", new Slic(), PAIRS)
              .choice("pairs", PairRule.class, RULE, Slic::pairs, Slic::pairs)
              .number("delta", "margin in nats", Slic::delta, Slic::delta)
              .number("lambda", "weight of the chosen response", Slic::lambda, Slic::lambda),
          MethodEntry.of("kto", new Kto(), JUDGED)
              .number("beta", BETA, Kto::beta, Kto::beta)
              .number(
                  "threshold",
                  "a response is good if its normalised reward is above it",
                  Kto::threshold,
                  Kto::threshold),
          MethodEntry.of("orpo", new Orpo(), PAIRS)
              .choice("pairs", PairRule.class, RULE, Orpo::pairs, Orpo::pairs)
              .number("lambda", "weight of the odds ratio", Orpo::lambda, Orpo::lambda),
          MethodEntry.of("simpo", new Simpo(), PAIRS)
              .number("beta", "scale of the mean log-probabilities", Simpo::beta, Simpo::beta)
              .choice("pairs", PairRule.class, RULE, Simpo::pairs, Simpo::pairs)
              .number("gamma", "target margin", Simpo::gamma, Simpo::gamma),
          MethodEntry.of("cpo", new Cpo(), PAIRS)
              .number("beta", "scale of the log-probabilities", Cpo::beta, Cpo::beta)
              .choice("pairs", PairRule.class, RULE, Cpo::pairs, Cpo::pairs)
              .number("alpha", IMITATION, Cpo::alpha, Cpo::alpha),
          MethodEntry.of("apo", new Apo(), PAIRS)
              .number("beta", BETA, Apo::beta, Apo::beta)
              .choice("pairs", PairRule.class, RULE, Apo::pairs, Apo::pairs)
              .choice(
                  "anchor",
                  Apo.Anchor.class,
                  "whether the chosen response should gain (zero) or lose (down)",
                  Apo::anchor,
                  Apo::anchor),
          MethodEntry.of("exo", new Exo(), PAIRS)
              .number("beta", BETA, Exo::beta, Exo::beta)
              .choice("pairs", PairRule.class, RULE, Exo::pairs, Exo::pairs)
              .number("label-noise", FLIPPED, Exo::labelNoise, Exo::labelNoise),
          MethodEntry.of("nca", new Nca(), PAIRS)
              .number("beta", BETA, Nca::beta, Nca::beta)
              .choice("pairs", PairRule.class, RULE, Nca::pairs, Nca::pairs),
          MethodEntry.of("sppo", new Sppo(), PAIRS)
              .number(
                  "beta",
                  "responses should reach log-ratios of ±1/(2 beta)",
                  Sppo::beta,
                  Sppo::beta)
              .choice("pairs", PairRule.class, RULE, Sppo::pairs, Sppo::pairs),
          MethodEntry.of("rrhf", new Rrhf(), RANKINGS)
              .number(
                  "ranking-weight", "weight of ranking", Rrhf::rankingWeight, Rrhf::rankingWeight)
              .number("sft-weight", IMITATION, Rrhf::sftWeight, Rrhf::sftWeight)
              .number(
                  "length-penalty",
                  "exponent of the length by which a sum is divided",
                  Rrhf::lengthPenalty,
                  Rrhf::lengthPenalty),
          MethodEntry.of("pro", new Pro(), RANKINGS)
              .number("sft-weight", IMITATION, Pro::sftWeight, Pro::sftWeight)
              .flag("temperatures", "scale scores by reward differences", Pro::rewardTemperatures),
          MethodEntry.of("pl-dpo", new PlDpo(), RANKINGS)
              .number("beta", BETA, PlDpo::beta, PlDpo::beta),
          MethodEntry.of("ppo", new Ppo(), ROLLOUTS)
              .number("kl", KL, m -> m.penalty().coefficient(), Ppo::kl)
              .number("clip", CLIP, Ppo::clip, Ppo::clip)
              .number("ptx", PTX, Ppo::ptx, Ppo::ptx),
          MethodEntry.of("nlpo", new Nlpo(), ROLLOUTS)
              .number("kl", KL, m -> m.ppo().penalty().coefficient(), Nlpo::kl)
              .number("clip", CLIP, m -> m.ppo().clip(), Nlpo::clip)
              .number("ptx", PTX, m -> m.ppo().ptx(), (m, x) -> m.ppo(m.ppo().ptx(x)))
              .number(
                  "mask-top-p",
                  "probability mass of the tokens that the mask policy allows",
                  m -> m.mask().topP(),
                  Nlpo::topP)
              .count(
                  "mask-refresh",
                  "rollouts between updates of the mask policy",
                  m -> m.mask().refresh(),
                  Nlpo::refresh),
          MethodEntry.of("grpo", new Grpo(), ROLLOUTS)
              .number("kl", KL, m -> m.penalty().coefficient(), Grpo::kl)
              .number("clip", CLIP, Grpo::clip, Grpo::clip),
          MethodEntry.of("dapo", new Dapo(), ROLLOUTS)
              .number("clip", CLIP_LOW, Dapo::clip, Dapo::clip)
              .number("clip-high", CLIP_HIGH, Dapo::clipHigh, Dapo::clipHigh)
              .count(
                  "resamples",
                  "how often a rollout replaces groups with equal rewards by other prompts",
                  Dapo::resamples,
                  Dapo::resamples),
          MethodEntry.of("gspo", new Gspo(), ROLLOUTS)
              .number("kl", KL, m -> m.penalty().coefficient(), Gspo::kl)
              .number("clip", CLIP_LOW, Gspo::clip, Gspo::clip)
              .number("clip-high", CLIP_HIGH, Gspo::clipHigh, Gspo::clipHigh),
          MethodEntry.of("rloo", new Rloo(), ROLLOUTS)
              .number("kl", KL, m -> m.penalty().coefficient(), Rloo::kl),
          MethodEntry.of("reinforce", new Reinforce(), ROLLOUTS)
              .number("kl", KL, m -> m.penalty().coefficient(), Reinforce::kl));

  private MethodRegistry() {}

  /** Returns all methods, in the order of the help and of tables. */
  public static List<MethodEntry<?>> all() {
    return ALL;
  }

  /** Returns the names of all methods. */
  public static List<String> names() {
    return ALL.stream().map(MethodEntry::name).toList();
  }

  /** Returns the method of a name, whose case and word separators do not matter. */
  public static Optional<MethodEntry<?>> find(String name) {
    String typed = typed(name);
    return ALL.stream().filter(entry -> entry.name().equals(typed)).findFirst();
  }

  /** Returns a method's name as typed: {@code RRHF SP} is {@code rrhf-sp}. */
  public static String typed(String name) {
    return name.toLowerCase(Locale.ROOT).strip().replaceAll("[ _]+", "-");
  }
}
