package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.claims.FigureData.FigureLine;
import org.attune.data.Pair;

/** Tang et al. 2024, arXiv 2405.08448, Fig. 8: the likelihood of winning responses in training. */
final class LikelihoodDisplacement implements Claim {
  private static final int PAIRS = 200;

  @Override
  public String id() {
    return "G6";
  }

  @Override
  public String statement() {
    return "Offline training lowers the likelihood even of the responses that were preferred.";
  }

  @Override
  public String paper() {
    return "Fig. 8: log-likelihood of winning and losing responses falls while offline IPO trains";
  }

  @Override
  public String rule() {
    return "On the first pairs that offline IPO learns from, which the start itself "
        + "sampled and the first seed's reward model ordered, log π of the preferred "
        + "responses under the start less that under offline IPO: agrees when it is above "
        + "0, disagrees when it is below.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    MatchedRuns twins = new MatchedRuns(bench);
    List<List<RunStore.Run>> arms = OnlineBeatsOffline.arms(twins);
    List<Pair> pairs = twins.ownPairs().take(PAIRS).pairs();
    List<String> prompts = pairs.stream().map(Pair::prompt).toList();
    List<PairLikelihoods> offline = read(bench, arms.get(2), pairs);
    List<PairLikelihoods> online = read(bench, arms.get(0), pairs);
    PairLikelihoods before = PairLikelihoods.of(bench, bench.start(), pairs);
    List<List<Double>> start = offline.stream().map(seed -> before.chosen()).toList();
    List<List<Double>> worse = offline.stream().map(seed -> before.rejected()).toList();
    List<List<Double>> chosen = offline.stream().map(PairLikelihoods::chosen).toList();
    List<List<Double>> rejected = offline.stream().map(PairLikelihoods::rejected).toList();
    List<List<Double>> chosenOnline = online.stream().map(PairLikelihoods::chosen).toList();
    return new Finding(
            "change of log π since the start",
            List.of(
                change("offline, preferred", prompts, chosen, start),
                change("offline, other", prompts, rejected, worse),
                change("online, preferred", prompts, chosenOnline, start)),
            List.of(fall(prompts, start, chosen)))
        .figures(figures(bench, arms, pairs, before));
  }

  private static Evidence fall(
      List<String> prompts, List<List<Double>> start, List<List<Double>> chosen) {
    return Evidence.above(
        "fall of the preferred, offline", PairedDifference.difference(prompts, start, chosen), 0);
  }

  private static Finding.Measure change(
      String name, List<String> prompts, List<List<Double>> now, List<List<Double>> start) {
    return new Finding.Measure(name, PairedDifference.difference(prompts, now, start));
  }

  /** The paper follows accuracy and likelihood while online and offline IPO train. */
  private static FigureData figures(
      ClaimContext bench, List<List<RunStore.Run>> arms, List<Pair> pairs, PairLikelihoods start) {
    List<FigureLine> accuracies = new ArrayList<>();
    List<FigureLine> likelihoods = new ArrayList<>();
    for (int arm = 0; arm < arms.size(); arm += 2) {
      for (int seed = 0; seed < arms.get(arm).size(); seed++) {
        String name = (arm == 0 ? "online" : "offline") + ", seed " + (seed + 1);
        follow(bench, arms.get(arm).get(seed), name, pairs, start, accuracies, likelihoods);
      }
    }
    String x = "part of the training";
    return FigureData.none()
        .curves("GAP Fig. 8, accuracy", x, "accuracy", accuracies)
        .curves("GAP Fig. 8, likelihood", x, "change of log π, preferred", likelihoods);
  }

  /**
   * Adds a run's accuracy and the change of its likelihood, from the start to the last snapshot.
   */
  private static void follow(
      ClaimContext bench,
      RunStore.Run run,
      String name,
      List<Pair> pairs,
      PairLikelihoods start,
      List<FigureLine> accuracies,
      List<FigureLine> likelihoods) {
    List<Double> steps = new ArrayList<>(List.of(0.0));
    List<Double> right = new ArrayList<>(List.of(0.5));
    List<Double> moved = new ArrayList<>(List.of(0.0));
    for (int moment = 0; moment < run.kept(); moment++) {
      PairLikelihoods now = PairLikelihoods.of(bench, run.policy(moment), pairs);
      steps.add((moment + 1.0) / run.kept());
      right.add(mean(now.right(start)));
      moved.add(mean(now.chosen()) - mean(start.chosen()));
    }
    accuracies.add(new FigureLine(name, true, steps, right));
    likelihoods.add(new FigureLine(name, true, steps, moved));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElseThrow();
  }

  private static List<PairLikelihoods> read(
      ClaimContext bench, List<RunStore.Run> runs, List<Pair> pairs) {
    return runs.stream().map(run -> PairLikelihoods.of(bench, run.last(), pairs)).toList();
  }
}
