package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.attune.Align;
import org.attune.claims.FigureData.FigureLine;
import org.attune.method.Ipo;
import org.attune.train.online.RolloutLog;

/**
 * Tang et al. 2024, arXiv 2405.08448, §5.1, App. F and G: replay of the online rollouts in order
 * and shuffled.
 */
final class ReplayEqualsOnline implements Claim {
  private static final int MILD = 2;

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
    return "IPO replayed from the recorded stream of its online run. Gate: replayed in "
        + "order, every seed's weights are the online run's to the bit; that shows the "
        + "instrument exact, and is no evidence. With neighbours of two rollouts mixed, "
        + "the judge's mean reward must not be lower than online by more than 0.15 of its "
        + "deviation. With the whole stream mixed it must be lower than online, less than "
        + "that margin not mattering: agrees when both hold.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    MatchedRuns twins = new MatchedRuns(bench);
    List<RunStore.Run> online = OnlineBeatsOffline.arms(twins).get(0);
    List<Integer> windows = List.of(1, MILD, twins.rollouts());
    List<List<RunStore.Run>> replays =
        twins.arms(windows.stream().map(window -> replay(bench, twins, online, window)).toList());
    double margin = new Instrument(bench).margin();
    List<List<RunStore.Run>> judged = List.of(online, replays.get(1), replays.get(2));
    Arms arms = new Arms(twins.prompts(), judged.stream().map(twins::rewards).toList());
    List<Evidence> evidence =
        List.of(
            new Evidence("mildly shuffled − online", arms.difference(1, 0), -margin, 0),
            Evidence.better("online − fully shuffled", arms.difference(0, 2), margin));
    return new Finding(
            "judge's reward",
            List.of(
                new Finding.Measure("online", arms.mean(0)),
                new Finding.Measure("windows of 2", arms.mean(1)),
                new Finding.Measure("fully shuffled", arms.mean(2))),
            evidence)
        .gates(
            new Gate(
                "runs that a replay in order repeats to the bit", equal(online, replays.get(0)), 1))
        .figures(figures(twins, replays));
  }

  private static FigureData figures(MatchedRuns twins, List<List<RunStore.Run>> replays) {
    List<List<RunStore.Run>> arms = OnlineBeatsOffline.arms(twins);
    return FigureData.none()
        .curves("GAP Fig. 3", "rollout of the online run", "step that reads it", orders(twins))
        .trends(
            "GAP Fig. 4",
            twins
                .curve("online", arms.subList(0, 1))
                .and(twins.curve("offline", arms.subList(2, 3)))
                .and(twins.curve("online stream, windows of 2", replays.subList(1, 2)))
                .and(twins.curve("online stream, shuffled", replays.subList(2, 3))));
  }

  /** Shows the order in which prompts of the stream are read. */
  private static List<FigureLine> orders(MatchedRuns twins) {
    List<FigureLine> lines = new ArrayList<>();
    for (int window : List.of(1, MILD, twins.rollouts())) {
      List<Double> from = new ArrayList<>();
      List<Double> to = new ArrayList<>();
      List<Integer> order = RolloutLog.order(twins.rollouts(), window, 1);
      for (int step = 0; step < order.size(); step++) {
        from.add(1.0 + order.get(step));
        to.add(1.0 + step);
      }
      String name = window == 1 ? "in order" : window == MILD ? "windows of 2" : "shuffled";
      lines.add(new FigureLine(name, false, from, to));
    }
    return lines;
  }

  private static Function<Long, RunStore.Job> replay(
      ClaimContext bench, MatchedRuns twins, List<RunStore.Run> online, int window) {
    Ipo method = Align.ipo();
    return seed ->
        twins.replayed(method, seed, online.get(bench.scale().seeds().indexOf(seed)), window);
  }

  /** Returns the share of runs that the replay reproduces; the claim needs all of them. */
  private static double equal(List<RunStore.Run> online, List<RunStore.Run> replayed) {
    int equal = 0;
    for (int i = 0; i < online.size(); i++) {
      equal += online.get(i).last().hash().equals(replayed.get(i).last().hash()) ? 1 : 0;
    }
    return equal / (double) online.size();
  }
}
