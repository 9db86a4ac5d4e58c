package org.attune.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.attune.Align;
import org.attune.method.AlignmentMethod;
import org.attune.method.Dpo;
import org.attune.method.Gpo;
import org.attune.method.Ipo;
import org.attune.method.Kto;
import org.attune.method.Orpo;
import org.attune.method.PlDpo;
import org.attune.method.Pro;
import org.attune.method.Rrhf;
import org.attune.method.Rwr;
import org.attune.method.Simpo;
import org.attune.method.Slic;
import org.attune.method.online.Grpo;
import org.attune.method.online.Nlpo;
import org.attune.method.online.Ppo;
import org.attune.method.online.Reinforce;
import org.attune.method.online.Rloo;
import org.attune.util.InvalidInputException;

/** The methods of the command line, each with its settings. */
@SuppressWarnings("ImmutableEnumChecker") // Immutable sets and lambdas.
enum MethodChoice {
  /** Supervised fine-tuning. */
  SFT(Set.of(), set -> Align.sft()),
  /** Filtering alignment. */
  FA(
      Set.of("--threshold"),
      set -> set.threshold == null ? Align.fa() : Align.fa().threshold(set.threshold)),
  /** Reward-weighted regression. */
  RWR(Set.of("--beta"), set -> set.with(Align.rwr(), set.beta, Rwr::beta)),
  /** Conditional alignment. */
  CA(Set.of("--ask"), set -> set.ask == null ? Align.ca() : Align.ca().ask(set.ask)),
  /** Rank responses to align. */
  RRHF(
      Set.of("--length-penalty", "--sft-weight"),
      set ->
          set.with(
              set.with(Align.rrhf(), set.lengthPenalty, Rrhf::lengthPenalty),
              set.sftWeight,
              Rrhf::sftWeight)),
  /** Direct preference optimisation. */
  DPO(
      Set.of("--beta", "--pairs", "--label-noise"),
      set ->
          set.with(
              set.with(
                  set.with(Align.dpo(), set.beta, Dpo::beta), set.labelNoise, Dpo::conservative),
              set.pairs,
              Dpo::pairs)),
  /** Identity preference optimisation. */
  IPO(
      Set.of("--beta", "--pairs"),
      set -> set.with(set.with(Align.ipo(), set.beta, Ipo::beta), set.pairs, Ipo::pairs)),
  /** Generalised preference optimisation. */
  GPO(
      Set.of("--beta", "--pairs", "--convex"),
      set ->
          set.with(
              set.with(set.with(Align.gpo(), set.beta, Gpo::beta), set.convex, Gpo::convex),
              set.pairs,
              Gpo::pairs)),
  /** Sequence likelihood calibration. */
  SLIC(
      Set.of("--delta", "--lambda", "--pairs"),
      set ->
          set.with(
              set.with(set.with(Align.slic(), set.delta, Slic::delta), set.lambda, Slic::lambda),
              set.pairs,
              Slic::pairs)),
  /** Preference ranking optimisation. */
  PRO(
      Set.of("--sft-weight", "--temperatures"),
      set -> {
        Pro pro = set.with(Align.pro(), set.sftWeight, Pro::sftWeight);
        return set.temperatures ? pro.rewardTemperatures() : pro;
      }),
  /** Plackett–Luce DPO. */
  PL_DPO(Set.of("--beta"), set -> set.with(Align.plDpo(), set.beta, PlDpo::beta)),
  /** SFT on the better of two responses. */
  BEST_OF_2(
      Set.of("--pairs"),
      set -> set.pairs == null ? Align.bestOf2() : Align.bestOf2().pairs(set.pairs)),
  /** SFT on the best response. */
  PREFERRED_FT(Set.of(), set -> Align.preferredFt()),
  /** Kahneman–Tversky optimisation. */
  KTO(
      Set.of("--beta", "--threshold"),
      set -> set.with(set.with(Align.kto(), set.beta, Kto::beta), set.threshold, Kto::threshold)),
  /** Odds-ratio preference optimisation. */
  ORPO(
      Set.of("--lambda", "--pairs"),
      set -> set.with(set.with(Align.orpo(), set.lambda, Orpo::lambda), set.pairs, Orpo::pairs)),
  /** Simple preference optimisation. */
  SIMPO(
      Set.of("--beta", "--gamma", "--pairs"),
      set ->
          set.with(
              set.with(set.with(Align.simpo(), set.beta, Simpo::beta), set.gamma, Simpo::gamma),
              set.pairs,
              Simpo::pairs)),
  /** Proximal policy optimisation, online. */
  PPO(Set.of("--kl", "--clip", "--ptx"), MethodChoice::ppo),
  /** PPO with action masking, online. */
  NLPO(
      Set.of("--kl", "--clip", "--ptx", "--mask-top-p", "--mask-refresh"),
      set ->
          set.with(
              set.with(Align.nlpo().ppo(ppo(set)), set.maskTopP, Nlpo::topP),
              set.maskRefresh,
              Nlpo::refresh)),
  /** Policy gradient with a baseline, online. */
  REINFORCE(Set.of("--kl"), set -> set.with(Align.reinforce(), set.kl, Reinforce::kl)),
  /** REINFORCE leave-one-out, online. */
  RLOO(Set.of("--kl"), set -> set.with(Align.rloo(), set.kl, Rloo::kl)),
  /** Group relative policy optimisation, online. */
  GRPO(
      Set.of("--kl", "--clip"),
      set -> set.with(set.with(Align.grpo(), set.kl, Grpo::kl), set.clip, Grpo::clip));

  private final Set<String> settings;
  private final Function<MethodOptions, AlignmentMethod> factory;

  MethodChoice(Set<String> settings, Function<MethodOptions, AlignmentMethod> factory) {
    this.settings = settings;
    this.factory = factory;
  }

  private static Ppo ppo(MethodOptions set) {
    Ppo ppo = set.with(set.with(Align.ppo(), set.kl, Ppo::kl), set.clip, Ppo::clip);
    return set.with(ppo, set.ptx, Ppo::ptx);
  }

  /** Makes the method and rejects settings of other methods. */
  AlignmentMethod make(MethodOptions values) {
    List<String> strange =
        values.given().stream().filter(option -> !settings.contains(option)).toList();
    InvalidInputException.unless(
        strange.isEmpty(),
        "%s is no setting of %s, which %s.",
        String.join(", ", strange),
        name().replace('_', '-'),
        settings.isEmpty()
            ? "has none of its own"
            : "has " + String.join(", ", settings.stream().sorted().toList()));
    return factory.apply(values);
  }

  /** Returns the name as typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
