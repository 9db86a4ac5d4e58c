package org.attune.claims;

import java.util.List;
import org.attune.Align;
import org.attune.curve.CurveMeasure;
import org.attune.curve.OverOptimisation;
import org.attune.method.BestOf2;

/** Tang et al. 2024, arXiv 2405.08448, Fig. 9: the gap with a non-contrastive loss. */
final class GapWithBestOfTwo implements Claim {
  @Override
  public String id() {
    return "G7";
  }

  @Override
  public String statement() {
    return "The gap between online and offline stays with Best-of-2, which only imitates the"
        + " better response.";
  }

  @Override
  public String paper() {
    return "Fig. 9: online Best-of-2 above offline Best-of-2";
  }

  @Override
  public String rule() {
    return "Best-of-2 at five snapshots, judged against the start. Both arms learn from as "
        + "many pairs of the start's own kind, two answers to the same prompts, in as "
        + "many steps: online those of the current policy, offline those of the "
        + "start, all ordered by the first seed's reward model. The mean distance of the "
        + "two curves of the win rate over the square roots of KL that both reach: agrees "
        + "when it is above 0, disagrees when it is below, less than 0.04 not mattering. "
        + "Gates: the reward model orders 0.8 of held-out pairs as the judge does, and "
        + "the online runs end at 15 nats or more.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    MatchedRuns twins = new MatchedRuns(bench);
    BestOf2 method = Align.bestOf2();
    List<List<RunStore.Run>> arms =
        twins.arms(
            List.of(seed -> twins.online(method, seed), seed -> twins.offline(method, seed)));
    OverOptimisation curves =
        twins.curve("online", arms.subList(0, 1)).and(twins.curve("offline", arms.subList(1, 2)));
    return new Finding(
            "win rate against the start",
            curves.peaks(CurveMeasure.WIN_RATE).stream()
                .map(peak -> new Finding.Measure(peak.group() + ", peak", peak.value()))
                .toList(),
            List.of(
                Evidence.better(
                    "online − offline at equal KL",
                    curves.estimatedGap("online", "offline", CurveMeasure.WIN_RATE),
                    Instrument.WIN_RATE)))
        .gates(twins.gates(arms.get(0)))
        .figures(figures(twins, curves));
  }

  /** The paper shows IPO behind. */
  private static FigureData figures(MatchedRuns twins, OverOptimisation curves) {
    List<List<RunStore.Run>> ipo = OnlineBeatsOffline.arms(twins);
    return FigureData.none()
        .trends(
            "GAP Fig. 9",
            curves
                .and(twins.curve("online IPO", ipo.subList(0, 1)))
                .and(twins.curve("offline IPO", ipo.subList(2, 3))));
  }
}
