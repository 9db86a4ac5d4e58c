package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Dataset;
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
  private static final int PAIRS = 100;
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
        + " correlation of the accuracy on held-out pairs with the win rate against the start;"
        + " related means 0.5 or more: agrees when the correlation is below 0.5, disagrees when it"
        + " is above.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    MatchedRuns twins = new MatchedRuns(bench);
    List<List<RunStore.Run>> arms = OnlineBeatsOffline.arms(twins);
    List<Pair> pairs = Dataset.bundled("test").take(PAIRS).pairs();
    PairLikelihoods start = PairLikelihoods.of(bench.start(), pairs);
    List<Double> correlations = new ArrayList<>();
    List<FigureLine> spots = new ArrayList<>();
    for (int seed = 0; seed < bench.scale().seeds().size(); seed++) {
      List<Double> told = new ArrayList<>();
      List<Double> won = new ArrayList<>();
      for (int arm = 0; arm < arms.size(); arm++) {
        RunStore.Run run = arms.get(arm).get(seed);
        int from = told.size();
        for (int snapshot = 0; snapshot < run.kept(); snapshot++) {
          List<Double> right = PairLikelihoods.of(run.policy(snapshot), pairs).right(start);
          told.add(right.stream().mapToDouble(value -> value).average().orElseThrow());
          won.add(twins.point(run, snapshot, seed).mean(CurveMeasure.WIN_RATE));
        }
        int to = told.size();
        spots.add(
            new FigureLine(ARMS.get(arm), false, told.subList(from, to), won.subList(from, to)));
      }
      correlations.add(Correlation.of(told, won));
    }
    Interval related = StudentInterval.of(correlations, pairs.size());
    Estimate less =
        StudentInterval.estimate(
            correlations.stream().map(value -> RELATED - value).toList(), pairs.size());
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
