package org.attune.claims;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Align;
import org.attune.Policy;
import org.attune.method.online.Grpo;

/** Liu et al. 2025 (Dr. GRPO): the effect of dividing by a group's standard deviation. */
final class GrpoScaling implements Claim {
  @Override
  public String id() {
    return "F2";
  }

  @Override
  public String statement() {
    return "GRPO loses nothing when advantages are not divided by their group's deviation.";
  }

  @Override
  public String paper() {
    return "Liu et al. 2025, arXiv 2503.20783: performance stays, and the bias towards prompts on"
        + " which all responses are about alike goes; curves";
  }

  @Override
  public String rule() {
    return "GRPO on the first seed's reward model, 37 rollouts of 16 prompts with four responses"
        + " each, with and without the division, all else equal: by the judge's mean reward"
        + " GRPO without it must not be lower by more than 0.15 of the judge's deviation:"
        + " agrees when the difference is above minus that margin, disagrees when it is"
        + " below. Gate: the reward model orders 0.8 of held-out pairs as the judge does.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    PpoAndRrhf field = PpoAndRrhf.byProxy(bench);
    Grpo scaled = Align.grpo();
    List<List<RunStore.Run>> runs =
        field.arms(
            List.of(seed -> field.grpo(seed, scaled.unscaled()), seed -> field.grpo(seed, scaled)));
    Map<String, List<Policy>> policies = new LinkedHashMap<>();
    policies.put("GRPO without division", runs.get(0).stream().map(RunStore.Run::last).toList());
    policies.put("GRPO", runs.get(1).stream().map(RunStore.Run::last).toList());
    List<PpoAndRrhf.Said> said = field.said(policies);
    Arms arms = new Arms(bench.prompts(), said.stream().map(PpoAndRrhf.Said::judged).toList());
    Instrument instrument = new Instrument(bench);
    return new Finding(
            "judge's reward",
            List.of(
                new Finding.Measure("GRPO without division", arms.mean(0)),
                new Finding.Measure("GRPO", arms.mean(1))),
            List.of(
                Evidence.above(
                    "without − with division", arms.difference(0, 1), -instrument.margin())))
        .gates(instrument.decentProxy());
  }
}
