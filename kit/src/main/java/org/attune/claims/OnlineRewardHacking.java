package org.attune.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Policy;

/**
 * Yuan et al. 2023, arXiv 2304.05302, Table 7: reward hacking in online training without a KL term.
 */
final class OnlineRewardHacking implements Claim {
  /**
   * Ten times the method's own rate, at which the run without a KL term ended 12 nats from the
   * start on tune prompts; at its own rate it ended at a quarter of a nat.
   */
  private static final double RATE = 7e-4;

  /** The smallest of 0.05, 0.1, 0.2 and 0.5 that at least halved this KL on tune prompts. */
  private static final double KL = 0.5;

  private static final double FAR = 10;

  @Override
  public String id() {
    return "R4";
  }

  @Override
  public String statement() {
    return "Online RRHF without a KL term cheats the reward model: its reward rises at the cost of"
        + " fluency and truth; a KL term repairs it.";
  }

  @Override
  public String paper() {
    return "OP-32: reward +0.34 at perplexity 63.8; with KL −0.86 at 19.8 (start of the table: PPO"
        + " −1.03 at 13.84)";
  }

  @Override
  public String rule() {
    return "RRHF on four samples of the policy of the moment, 37 rollouts of 16 prompts with four"
        + " steps each, at a rate of 7e-4: without a KL term the reward model's reward must rise"
        + " above the start's and the perplexity under the start be higher than with a term of 0.5"
        + " per nat, and the judge's reward must be higher with the term than without, less than"
        + " 0.15 of the judge's deviation not mattering: agrees when all three hold, disagrees when"
        + " one surely does not. Gates: the reward model orders 0.8 of held-out pairs as the judge"
        + " does, and the run without a KL term ends at 10 nats or more.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    PpoAndRrhf field = PpoAndRrhf.byProxy(bench);
    List<List<RunStore.Run>> runs =
        field.arms(List.of(seed -> field.rrhf(seed, RATE, 0), seed -> field.rrhf(seed, RATE, KL)));
    Map<String, List<Policy>> arms = new LinkedHashMap<>();
    arms.put("start", bench.starts());
    arms.put("without KL", runs.get(0).stream().map(RunStore.Run::last).toList());
    arms.put("with KL", runs.get(1).stream().map(RunStore.Run::last).toList());
    List<PpoAndRrhf.Said> said = field.said(arms);
    Instrument instrument = new Instrument(bench);
    double margin = instrument.margin();
    return new Finding(
            "value",
            measures(bench.prompts(), said),
            evidence(bench.prompts(), said.get(0), said.get(1), said.get(2), margin))
        .gates(instrument.decentProxy(), far(bench, runs.get(0)));
  }

  private static Gate far(ClaimContext bench, List<RunStore.Run> free) {
    double reached =
        new SnapshotPoints(bench, bench.start(), MatchedRuns.tokens(bench)).klAtEnd(free);
    return new Gate("mean KL of the runs without a KL term at their end", reached, FAR);
  }

  private static List<Finding.Measure> measures(List<String> prompts, List<PpoAndRrhf.Said> said) {
    List<Finding.Measure> measures = new ArrayList<>();
    for (PpoAndRrhf.Said one : said) {
      measures.add(
          new Finding.Measure(
              one.name() + ", proxy", PairedDifference.mean(prompts, one.rewards())));
      measures.add(
          new Finding.Measure(
              one.name() + ", judge", PairedDifference.mean(prompts, one.judged())));
      measures.add(
          new Finding.Measure(
              one.name() + ", ln perplexity", PairedDifference.mean(prompts, one.surprise())));
    }
    return measures;
  }

  private static List<Evidence> evidence(
      List<String> prompts,
      PpoAndRrhf.Said start,
      PpoAndRrhf.Said free,
      PpoAndRrhf.Said bound,
      double margin) {
    return List.of(
        Evidence.above(
            "proxy reward, without KL − start",
            PairedDifference.difference(prompts, free.rewards(), start.rewards()),
            0),
        Evidence.above(
            "ln perplexity, without − with KL",
            PairedDifference.difference(prompts, free.surprise(), bound.surprise()),
            0),
        Evidence.better(
            "judge's reward, with − without KL",
            PairedDifference.difference(prompts, bound.judged(), free.judged()),
            margin));
  }
}
