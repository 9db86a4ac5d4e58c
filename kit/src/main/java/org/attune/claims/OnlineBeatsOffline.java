package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.curve.CurveMeasure;
import org.attune.curve.CurvePeak;
import org.attune.curve.OverOptimisation;
import org.attune.method.Ipo;

/** Tang et al. 2024, arXiv 2405.08448, Fig. 1: the same loss online and offline, at equal KL. */
final class OnlineBeatsOffline implements Claim {
  @Override
  public String id() {
    return "G1";
  }

  @Override
  public String statement() {
    return "At equal KL online IPO wins more often than offline IPO; both rise, then fall.";
  }

  @Override
  public String paper() {
    return "Fig. 1: the online curve lies above the offline one at every KL; both have a peak";
  }

  @Override
  public String rule() {
    return "IPO at its own β and learning rate and at 0.01 and 1e-3, five snapshots each, judged "
        + "against the start. Both arms learn from as many pairs of the start's own kind, "
        + "two answers to the same prompts, in as many steps: online those of the policy "
        + "at that step, offline those of the start, all ordered by the first seed's "
        + "reward model. The curves of the win rate are smoothed over the square root of "
        + "KL. Their mean distance where both reach must be above 0, less than 0.04 not "
        + "mattering, and each curve's peak above its beginning and above its end, the "
        + "peak found on four fifths of the prompts and measured on the last: agrees when "
        + "all five hold. Gates: the reward model orders 0.8 of held-out pairs as the "
        + "judge does, and the faster online runs end at 15 nats or more.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    OverOptimisation curves = curves(bench);
    CurveMeasure measure = CurveMeasure.WIN_RATE;
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.better(
            "online − offline at equal KL",
            curves.estimatedGap("online", "offline", measure),
            Instrument.WIN_RATE));
    for (String group : curves.groups()) {
      evidence.add(Evidence.above(group + ", rise", curves.estimatedRise(group, measure), 0));
      evidence.add(Evidence.above(group + ", fall", curves.estimatedFall(group, measure), 0));
    }
    List<Finding.Measure> measures = new ArrayList<>();
    for (CurvePeak peak : curves.peaks(measure)) {
      measures.add(new Finding.Measure(peak.group() + ", peak", peak.value()));
      measures.add(new Finding.Measure(peak.group() + ", at the largest KL", peak.end()));
    }
    MatchedRuns twins = new MatchedRuns(bench);
    return new Finding("win rate against the start", measures, evidence)
        .gates(twins.gates(arms(twins).get(1)))
        .figures(FigureData.none().trends("GAP Fig. 1", curves));
  }

  /** Returns both curves, also for other claims. */
  static OverOptimisation curves(ClaimContext bench) {
    MatchedRuns twins = new MatchedRuns(bench);
    List<List<RunStore.Run>> arms = arms(twins);
    return twins
        .curve("online", arms.subList(0, 2))
        .and(twins.curve("offline", arms.subList(2, 4)));
  }

  /** Returns online IPO at two rates, then offline IPO at the same rates. */
  static List<List<RunStore.Run>> arms(MatchedRuns twins) {
    Ipo slow = Align.ipo();
    Ipo fast = slow.beta(MatchedRuns.LOOSE).learningRate(MatchedRuns.FAST);
    return twins.arms(
        List.of(
            seed -> twins.online(slow, seed),
            seed -> twins.online(fast, seed),
            seed -> twins.offline(slow, seed),
            seed -> twins.offline(fast, seed)));
  }
}
