package org.attune.curve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.attune.AlignmentResult;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.data.ScorerCalls;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.attune.view.Curve;
import org.attune.view.HtmlDisplayable;
import org.attune.view.TrendLine;
import org.knowm.xchart.XYChart;

/**
 * Two rewards of the same policies against their divergence from the start: the proxy that was
 * optimised, and the judge's. Over-optimisation is where the first still rises and the second falls
 * (Gao et al. 2022, arXiv 2210.10760, Fig. 1).
 *
 * @param proxy the curves by the reward that was optimised
 * @param judge the curves by the true reward
 */
public record ProxyCurves(OverOptimisation proxy, OverOptimisation judge)
    implements HtmlDisplayable {
  private static final String BEST = "best of n";

  /** Evaluates runs from one start, at their snapshots and at their end, by both rewards. */
  public static ProxyCurves of(
      Dataset prompts, Reward proxy, Reward judge, AlignmentResult... runs) {
    return new ProxyCurves(
        OverOptimisation.of(prompts, proxy, runs), OverOptimisation.of(prompts, judge, runs));
  }

  /**
   * Evaluates the best of 1, 2, 4 … answers of a policy by the proxy. All sizes choose from the
   * same answers, and their divergence is the bound ln n − (n − 1)/n.
   *
   * @param most the largest number of answers to choose from, a power of two
   */
  public static ProxyCurves bestOf(
      Dataset prompts, Reward proxy, Reward judge, Policy start, int most) {
    InvalidInputException.unless(
        most >= 2 && Integer.bitCount(most) == 1,
        "The largest number of answers must be a power of two such as 64, got %d.",
        most);
    List<String> asked = prompts.prompts();
    List<String> all = Collections.nCopies(most, asked).stream().flatMap(List::stream).toList();
    List<String> answers = start.answers(all, GenerationConfig.temperature(1));
    List<Double> wanted = ScorerCalls.scores(proxy, all, answers);
    List<Double> truth = ScorerCalls.scores(judge, all, answers);
    List<CurvePoint> byProxy = new ArrayList<>();
    List<CurvePoint> byJudge = new ArrayList<>();
    for (int n = 1; n <= most; n *= 2) {
      byProxy.add(best(asked.size(), n, wanted, wanted));
      byJudge.add(best(asked.size(), n, wanted, truth));
    }
    return new ProxyCurves(
        new OverOptimisation(asked, byProxy), new OverOptimisation(asked, byJudge));
  }

  /** Returns the mean reward of the best of every n answers to each prompt. */
  private static CurvePoint best(int prompts, int n, List<Double> wanted, List<Double> rewards) {
    int groups = wanted.size() / prompts / n;
    List<Double> means = new ArrayList<>();
    List<Double> wins = new ArrayList<>();
    for (int prompt = 0; prompt < prompts; prompt++) {
      double sum = 0;
      double won = 0;
      for (int group = 0; group < groups; group++) {
        int best = best(prompt + group * n * prompts, prompts, n, wanted);
        sum += rewards.get(best);
        won += (1 + Math.signum(rewards.get(best) - rewards.get(prompt))) / 2;
      }
      means.add(sum / groups);
      wins.add(won / groups);
    }
    double divergence = ResponseSampler.bestOfN(n, (prompt, answer) -> 0).divergenceBound();
    List<Double> divergences = Collections.nCopies(prompts, divergence);
    return new CurvePoint(BEST, "best of " + n, 0, divergences, wins, means);
  }

  private static int best(int first, int step, int n, List<Double> wanted) {
    int best = first;
    for (int i = 1; i < n; i++) {
      int next = first + i * step;
      best = wanted.get(next) > wanted.get(best) ? next : best;
    }
    return best;
  }

  /** Returns these curves with others on the same prompts. */
  public ProxyCurves and(ProxyCurves other) {
    return new ProxyCurves(proxy.and(other.proxy), judge.and(other.judge));
  }

  /** Draws both rewards, less the start's, against the divergence on a square-root axis. */
  public XYChart chart() {
    List<TrendLine> trends =
        Stream.concat(
                judge.groups().stream().map(group -> trend(judge, group, "judge")),
                proxy.groups().stream().map(group -> trend(proxy, group, "proxy")))
            .toList();
    return TrendLine.overRoots(
        "Over-optimisation of a proxy",
        "KL to the start, nats per response (square-root axis)",
        "reward above the start's",
        trends);
  }

  private static TrendLine trend(OverOptimisation curves, String group, String by) {
    List<CurvePoint> mine =
        curves.points().stream().filter(point -> point.group().equals(group)).toList();
    double start = mine.get(0).mean(CurveMeasure.REWARD);
    LocalLinearFit fit = BootstrapDraw.whole(mine).fit(group, CurveMeasure.REWARD);
    double[] places = LocalLinearFit.places(fit.from(), fit.to());
    double[] roots = mine.stream().mapToDouble(p -> Math.sqrt(Math.max(0, p.kl()))).toArray();
    double[] heights =
        mine.stream().mapToDouble(p -> p.mean(CurveMeasure.REWARD) - start).toArray();
    double[] line = Arrays.stream(places).map(place -> fit.at(place) - start).toArray();
    return new TrendLine(
        Curve.of(group, roots, heights), Curve.of(group + ", " + by, places, line));
  }

  @Override
  public String html() {
    return ChartImages.html(chart());
  }

  @Override
  public String toString() {
    return "ProxyCurves(" + String.join(", ", judge.groups()) + ")";
  }
}
