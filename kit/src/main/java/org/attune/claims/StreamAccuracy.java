package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Policy;
import org.attune.claims.FigureData.FigureLine;
import org.attune.data.Pair;
import org.attune.evaluate.Interval;
import org.attune.sample.GenerationConfig;

/**
 * How well the reward model and the trained policies order pairs that the online policy samples
 * while it trains, further and further from the pairs that they learned from (Tang et al. 2024,
 * arXiv 2405.08448, Fig. 6). The judge says which answer is better.
 */
final class StreamAccuracy {
  private static final int PROMPTS = 64;

  private final ClaimContext bench;

  StreamAccuracy(ClaimContext bench) {
    this.bench = bench;
  }

  /** Returns the accuracy of all three at each snapshot of the online runs. */
  FigureData figure(String figure, List<RunStore.Run> online, List<RunStore.Run> offline) {
    List<Double> steps = new ArrayList<>();
    List<List<Interval>> found = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int kept = online.stream().mapToInt(RunStore.Run::kept).min().orElseThrow();
    for (int moment = 0; moment < kept; moment++) {
      steps.add((moment + 1.0) / kept);
      List<Interval> three = accuracies(moment, online, offline);
      for (int who = 0; who < found.size(); who++) {
        found.get(who).add(three.get(who));
      }
    }
    return FigureData.none()
        .curves(
            figure,
            "part of the online training",
            "accuracy on pairs sampled then",
            List.of(
                line("reward model", steps, found.get(0)),
                line("online IPO", steps, found.get(1)),
                line("offline IPO", steps, found.get(2))));
  }

  /** Returns the accuracy of all three on the pairs that the online policies sample at a moment. */
  private List<Interval> accuracies(
      int moment, List<RunStore.Run> online, List<RunStore.Run> offline) {
    List<List<List<Double>>> right =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<String> prompts = new ArrayList<>();
    for (int seed = 0; seed < online.size(); seed++) {
      List<Pair> pairs = pairs(online.get(seed).policy(moment), bench.scale().seeds().get(seed));
      if (pairs.isEmpty()) {
        continue;
      }
      pairs.forEach(pair -> prompts.add(pair.prompt()));
      PairLikelihoods start = PairLikelihoods.of(bench, bench.start(), pairs);
      right.get(0).add(PolicyAsRewardModel.right(bench.reward(first()), pairs));
      right.get(1).add(PairLikelihoods.of(bench, online.get(seed).last(), pairs).right(start));
      right.get(2).add(PairLikelihoods.of(bench, offline.get(seed).last(), pairs).right(start));
    }
    return right.stream().map(seeds -> pooled(prompts, seeds)).toList();
  }

  /** Seeds drop different ties, so their pairs are pooled. */
  private static Interval pooled(List<String> prompts, List<List<Double>> seeds) {
    List<Double> pooled = seeds.stream().flatMap(List::stream).toList();
    return pooled.isEmpty()
        ? new Interval(Double.NaN, Double.NaN, Double.NaN, 0, 1)
        : PairedDifference.share(prompts, List.of(pooled)).interval();
  }

  private long first() {
    return bench.scale().seeds().get(0);
  }

  private static FigureLine line(String name, List<Double> x, List<Interval> y) {
    return new FigureLine(
        name,
        true,
        x,
        y.stream().map(Interval::value).toList(),
        y.stream().map(Interval::low).toList(),
        y.stream().map(Interval::high).toList());
  }

  /** Returns two samples to each of the first prompts, the better first, without ties. */
  private List<Pair> pairs(Policy policy, long seed) {
    List<String> asked = bench.prompts().stream().distinct().limit(PROMPTS).toList();
    GenerationConfig decoding =
        GenerationConfig.temperature(1).maxTokens(MatchedRuns.tokens(bench));
    List<String> one = policy.answers(asked, decoding.seed(2 * seed));
    List<String> other = policy.answers(asked, decoding.seed(2 * seed + 1));
    List<Double> first = bench.judge().scores(asked, one);
    List<Double> second = bench.judge().scores(asked, other);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      int order = Double.compare(first.get(i), second.get(i));
      if (order != 0) {
        pairs.add(
            new Pair(
                asked.get(i),
                order > 0 ? one.get(i) : other.get(i),
                order > 0 ? other.get(i) : one.get(i)));
      }
    }
    return pairs;
  }
}
