package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.attune.claims.FigureData.FigureLine;
import org.attune.curve.CurveMeasure;
import org.attune.data.Pair;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.Interval;
import org.attune.evaluate.StudentInterval;

/**
 * Tang et al. 2024, arXiv 2405.08448, Fig. 7: classification accuracy does not predict generation
 * quality.
 */
final class ClassifyingIsNotGenerating implements Claim {
  private static final double RELATED = 0.5;
  private static final List<String> ARMS =
      List.of("online", "online, fast", "offline", "offline, fast");

  @Override
  public String id() {
    return "G5";
  }

  @Override
  public String statement() {
    return "How well a policy tells good from bad does not predict how well it answers.";
  }

  @Override
  public String paper() {
    return "Fig. 7: accuracy against win rate over checkpoints, hardly any relation";
  }

  @Override
  public String rule() {
    return "Over all snapshots of online and offline IPO at two settings, for each seed: the"
        + " correlation of the accuracy on 600 held-out pairs with the win rate against the start;"
        + " related means 0.5 or more: agrees when the correlation is below 0.5, disagrees when it"
        + " is above.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    MatchedRuns twins = new MatchedRuns(bench);
    List<List<RunStore.Run>> arms = OnlineBeatsOffline.arms(twins);
    List<Pair> pairs = new Instrument(bench).heldOutPairs();
    PairLikelihoods start = PairLikelihoods.of(bench, bench.start(), pairs);
    List<Double> correlations = new ArrayList<>();
    List<FigureLine> spots = new ArrayList<>();
    for (int seed = 0; seed < bench.scale().seeds().size(); seed++) {
      List<FigureLine> own = new ArrayList<>();
      for (int arm = 0; arm < arms.size(); arm++) {
        own.add(spots(bench, ARMS.get(arm), twins, arms.get(arm).get(seed), seed, pairs, start));
      }
      spots.addAll(own);
      correlations.add(Correlation.of(joined(own, FigureLine::x), joined(own, FigureLine::y)));
    }
    return finding(correlations, spots, pairs.size());
  }

  /** Returns a point for each snapshot of a run: accuracy on the pairs, and win rate. */
  private static FigureLine spots(
      ClaimContext bench,
      String name,
      MatchedRuns twins,
      RunStore.Run run,
      int seed,
      List<Pair> pairs,
      PairLikelihoods start) {
    List<Double> told = new ArrayList<>();
    List<Double> won = new ArrayList<>();
    for (int snapshot = 0; snapshot < run.kept(); snapshot++) {
      List<Double> right = PairLikelihoods.of(bench, run.policy(snapshot), pairs).right(start);
      told.add(right.stream().mapToDouble(value -> value).average().orElseThrow());
      won.add(twins.point(run, snapshot, seed).mean(CurveMeasure.WIN_RATE));
    }
    return new FigureLine(name, false, told, won);
  }

  private static List<Double> joined(
      List<FigureLine> lines, Function<FigureLine, List<Double>> axis) {
    return lines.stream().map(axis).flatMap(List::stream).toList();
  }

  private static Finding finding(List<Double> correlations, List<FigureLine> spots, int pairs) {
    Interval related = StudentInterval.of(correlations, pairs);
    Estimate less =
        StudentInterval.estimate(
            correlations.stream().map(value -> RELATED - value).toList(), pairs);
    return new Finding(
            "correlation of accuracy and win rate",
            List.of(new Finding.Measure("correlation", related)),
            List.of(Evidence.above("0.5 − correlation", less, 0)))
        .figures(
            FigureData.none()
                .curves(
                    "GAP Fig. 7",
                    "accuracy on held-out pairs",
                    "win rate against the start",
                    spots));
  }
}
