package org.attune.claims;

import java.util.List;
import java.util.function.Function;
import org.attune.curve.OverOptimisation;
import org.attune.method.Ipo;

/** Tang et al. 2024, arXiv 2405.08448, Fig. 5 and 12: better offline data. */
final class BetterOfflineData implements Claim {
  @Override
  public String id() {
    return "G3";
  }

  @Override
  public String statement() {
    return "Offline pairs of a strong policy do not close the gap to online training; pairs of"
        + " that policy against the start help more.";
  }

  @Override
  public String paper() {
    return "Fig. 5 and 12: 4k-vs-4k below online, SFT-vs-4k nearer to it; curves";
  }

  @Override
  public String rule() {
    return "Offline IPO, at β 0.01 and a rate of 7e-4, on as many pairs of the online run's last"
        + " policy to the same prompts, both of its own or one of the start's, in as many"
        + " steps, ordered by the reward model that orders online: by the judge's mean"
        + " reward online must be above the strong policy's pairs, and the mixed pairs above"
        + " them too, less than 0.15 of the judge's deviation not mattering: agrees when"
        + " both hold. Gates: the reward model orders 0.8 of held-out pairs as the judge"
        + " does, and the online runs end at 15 nats or more.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    MatchedRuns twins = new MatchedRuns(bench);
    List<List<RunStore.Run>> plain = twins.farArms();
    List<RunStore.Run> online = plain.get(0);
    List<RunStore.Run> own = plain.get(1);
    List<List<RunStore.Run>> trained =
        twins.arms(
            List.of(
                arm(bench, twins, "strong pairs", online, true),
                arm(bench, twins, "mixed pairs", online, false)));
    List<List<RunStore.Run>> judged = List.of(online, trained.get(1), trained.get(0), own);
    Arms arms = new Arms(twins.prompts(), judged.stream().map(twins::rewards).toList());
    return new Finding(
            "judge's reward",
            List.of(
                new Finding.Measure("online", arms.mean(0)),
                new Finding.Measure("strong against start", arms.mean(1)),
                new Finding.Measure("strong against strong", arms.mean(2)),
                new Finding.Measure("start against start", arms.mean(3))),
            evidence(arms, new Instrument(bench).margin()))
        .gates(twins.gates(online))
        .figures(figures(twins, online, own, trained));
  }

  private static List<Evidence> evidence(Arms arms, double margin) {
    return List.of(
        Evidence.better("online − strong against strong", arms.difference(0, 2), margin),
        Evidence.better(
            "strong against start − strong against strong", arms.difference(1, 2), margin));
  }

  private static FigureData figures(
      MatchedRuns twins,
      List<RunStore.Run> online,
      List<RunStore.Run> own,
      List<List<RunStore.Run>> trained) {
    OverOptimisation plain = twins.curve("start against start", List.of(own));
    OverOptimisation strong = twins.curve("strong against strong", trained.subList(0, 1));
    OverOptimisation mixed = twins.curve("strong against start", trained.subList(1, 2));
    return FigureData.none()
        .trends("GAP Fig. 5", twins.curve("online", List.of(online)).and(plain).and(strong))
        .trends("GAP Fig. 12", plain.and(strong).and(mixed));
  }

  private static Function<Long, RunStore.Job> arm(
      ClaimContext bench, MatchedRuns twins, String name, List<RunStore.Run> online, boolean both) {
    Ipo method = MatchedRuns.farIpo();
    return seed ->
        twins.sampled(name, method, seed, online.get(bench.scale().seeds().indexOf(seed)), both);
  }
}
