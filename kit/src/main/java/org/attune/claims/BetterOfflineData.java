package org.attune.claims;

import java.util.List;
import java.util.function.Function;
import org.attune.Align;
import org.attune.method.Ipo;

/** GAP Fig. 5 and 12: better offline data. */
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
    return "Offline IPO on pairs of the online run's last policy to the same prompts, both of its"
        + " own or one of the start's, ordered by the judge: by the judge's mean reward online"
        + " must be above the strong policy's pairs, and the mixed pairs above them too: agrees"
        + " when both differences are above 0, disagrees when one is below.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    MatchedRuns twins = new MatchedRuns(bench);
    List<RunStore.Run> online = OnlineBeatsOffline.arms(twins).get(0);
    List<RunStore.Run> provided = OnlineBeatsOffline.arms(twins).get(2);
    List<List<RunStore.Run>> trained =
        twins.arms(
            List.of(
                arm(bench, twins, "strong pairs", online, true),
                arm(bench, twins, "mixed pairs", online, false)));
    List<String> prompts = twins.prompts();
    List<List<Double>> first = twins.rewards(online);
    List<List<Double>> strong = twins.rewards(trained.get(0));
    List<List<Double>> mixed = twins.rewards(trained.get(1));
    return new Finding(
        "judge's reward",
        List.of(
            new Finding.Measure("online", PairedDifference.mean(prompts, first)),
            new Finding.Measure("strong against start", PairedDifference.mean(prompts, mixed)),
            new Finding.Measure("strong against strong", PairedDifference.mean(prompts, strong)),
            new Finding.Measure(
                "provided pairs", PairedDifference.mean(prompts, twins.rewards(provided)))),
        List.of(
            Evidence.above(
                "online − strong against strong",
                PairedDifference.difference(prompts, first, strong),
                0),
            Evidence.above(
                "strong against start − strong against strong",
                PairedDifference.difference(prompts, mixed, strong),
                0)));
  }

  private static Function<Long, RunStore.Job> arm(
      ClaimContext bench, MatchedRuns twins, String name, List<RunStore.Run> online, boolean both) {
    Ipo method = Align.ipo();
    return seed ->
        twins.sampled(name, method, seed, online.get(bench.scale().seeds().indexOf(seed)), both);
  }
}
