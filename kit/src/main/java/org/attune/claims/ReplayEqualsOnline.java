package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.attune.Align;
import org.attune.evaluate.Interval;
import org.attune.evaluate.StudentInterval;
import org.attune.method.Ipo;

/** GAP §5.1, App. F and G: the order of the online stream. */
final class ReplayEqualsOnline implements Claim {
  private static final int MILD = 2;
  private static final double HARMLESS = 0.3;

  @Override
  public String id() {
    return "G2";
  }

  @Override
  public String statement() {
    return "Offline training on the online stream in its order equals the online run; mildly"
        + " shuffled it is harmless, fully shuffled it is worse.";
  }

  @Override
  public String paper() {
    return "§5.1, App. F and G, curves; no number";
  }

  @Override
  public String rule() {
    return "IPO replayed from the recorded stream of its online run. In order, every seed's"
        + " weights must be the online run's to the bit. With neighbours of two rollouts mixed,"
        + " the judge's mean reward must not be lower than online by more than 0.3. With the whole"
        + " stream mixed it must be lower than online: agrees when all three hold, disagrees when"
        + " one surely does not.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    MatchedRuns twins = new MatchedRuns(bench);
    List<RunStore.Run> online = OnlineBeatsOffline.arms(twins).get(0);
    List<Integer> windows = List.of(1, MILD, twins.rollouts());
    List<List<RunStore.Run>> replays =
        twins.arms(windows.stream().map(window -> replay(bench, twins, online, window)).toList());
    List<List<Double>> first = twins.rewards(online);
    List<List<Double>> mild = twins.rewards(replays.get(1));
    List<List<Double>> full = twins.rewards(replays.get(2));
    List<String> prompts = twins.prompts();
    List<Evidence> evidence =
        List.of(
            Evidence.above("share of equal weights", equal(online, replays.get(0)), 0.99),
            Evidence.above(
                "mildly shuffled − online",
                PairedDifference.difference(prompts, mild, first),
                -HARMLESS),
            Evidence.above(
                "online − fully shuffled", PairedDifference.difference(prompts, first, full), 0));
    return new Finding(
        "judge's reward",
        List.of(
            new Finding.Measure("online", PairedDifference.mean(prompts, first)),
            new Finding.Measure("windows of 2", PairedDifference.mean(prompts, mild)),
            new Finding.Measure("fully shuffled", PairedDifference.mean(prompts, full))),
        evidence);
  }

  private static Function<Long, RunStore.Job> replay(
      ClaimContext bench, MatchedRuns twins, List<RunStore.Run> online, int window) {
    Ipo method = Align.ipo();
    return seed ->
        twins.replayed(method, seed, online.get(bench.scale().seeds().indexOf(seed)), window);
  }

  private static Interval equal(List<RunStore.Run> online, List<RunStore.Run> replayed) {
    List<Double> equal = new ArrayList<>();
    for (int i = 0; i < online.size(); i++) {
      boolean same = online.get(i).last().hash().equals(replayed.get(i).last().hash());
      equal.add(same ? 1.0 : 0.0);
    }
    return StudentInterval.of(equal, 0);
  }
}
