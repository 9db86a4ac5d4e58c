package org.attune.claims;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Align;
import org.attune.Policy;

/**
 * Hu et al. 2023, arXiv 2308.12050, Table 1: one conditional policy answers well or poorly,
 * depending on the requested score.
 */
final class ScoreControl implements Claim {
  /** The midpoints of the best and the worst fifth of the training rewards. */
  private static final double HIGH = 0.9;

  private static final double LOW = 0.1;

  @Override
  public String id() {
    return "O3";
  }

  @Override
  public String statement() {
    return "The same CA policy answers well when asked for a high reward and poorly for a low one.";
  }

  @Override
  public String paper() {
    return "Table 1: one good answer at 5.0, one poor answer at −5.0; no number";
  }

  @Override
  public String rule() {
    return "The judge's mean reward, asked for the quantile 0.9, at the start, and asked for 0.1,"
        + " must fall in this order, less than 0.15 of the judge's deviation not mattering: agrees"
        + " when both differences are above 0, disagrees when one is below 0.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<Policy> trained = bench.train(List.of(Align.ca())).get(0);
    List<List<Double>> high = bench.judged(asked(trained, HIGH));
    List<List<Double>> start = bench.judged(bench.starts());
    List<List<Double>> low = bench.judged(asked(trained, LOW));
    List<String> prompts = bench.prompts();
    double margin = new Instrument(bench).margin();
    return new Finding(
            "reward",
            List.of(
                new Finding.Measure("asked for 0.9", PairedDifference.mean(prompts, high)),
                new Finding.Measure("start", PairedDifference.mean(prompts, start)),
                new Finding.Measure("asked for 0.1", PairedDifference.mean(prompts, low))),
            List.of(
                Evidence.better(
                    "at 0.9 − start", PairedDifference.difference(prompts, high, start), margin),
                Evidence.better(
                    "start − at 0.1", PairedDifference.difference(prompts, start, low), margin)))
        .figures(figures(bench, trained));
  }

  private static FigureData figures(ClaimContext bench, List<Policy> trained) {
    Map<String, Policy> asked = new LinkedHashMap<>();
    for (double score : List.of(HIGH, 0.5, LOW)) {
      asked.put("asked for " + score, trained.get(0).conditionedOn(score));
    }
    return FigureData.none().answers(ShownAnswers.of("OFFLINE Table 1", bench, asked));
  }

  private static List<Policy> asked(List<Policy> policies, double score) {
    return policies.stream().map(policy -> policy.conditionedOn(score)).toList();
  }
}
