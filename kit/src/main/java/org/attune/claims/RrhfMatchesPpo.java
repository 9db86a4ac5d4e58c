package org.attune.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.data.Pair;
import org.attune.reward.Reward;
import org.attune.sample.ResponseMixture;

/** Yuan et al. 2023, arXiv 2304.05302, Table 2: RRHF compared with PPO. */
final class RrhfMatchesPpo implements Claim {
  /** The margin in standard deviations of the labels' rewards. */
  private static final double EQUAL = 0.2;

  /** The log of the largest allowed ratio of perplexities. */
  private static final double FLUENT = Math.log(1.25);

  private static final int PAIRS = 400;

  @Override
  public String id() {
    return "R1";
  }

  @Override
  public String statement() {
    return "RRHF reaches PPO's reward at a similar perplexity.";
  }

  @Override
  public String paper() {
    return "reward / perplexity: PPO −1.03 / 13.84, RRHF-DP −1.03 / 14.75, RRHF-SP −0.96 / 14.41";
  }

  @Override
  public String rule() {
    return "By the reward model that labelled, RRHF on DP and on SP must not be lower than "
        + "PPO by more than 0.2 of the labels' deviation; the perplexity under the start, "
        + "as the mean over answers of −log p a token, must not exceed PPO's by more than "
        + "a quarter: agrees when all four hold, disagrees when one surely does not. PPO "
        + "draws as many responses as RRHF ranks, two provided and four sampled ones to "
        + "each of 300 prompts, and learns from them as often, in as many updates.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    PpoAndRrhf field = PpoAndRrhf.byProxy(bench);
    List<List<Policy>> rrhf =
        groups.train(List.of(groups.rrhf(ResponseMixture.DP), groups.rrhf(ResponseMixture.SP)));
    Map<String, List<Policy>> arms = new LinkedHashMap<>();
    arms.put(
        "PPO",
        field.arms(List.of(seed -> field.ppo(seed, groups.budget()))).get(0).stream()
            .map(RunStore.Run::last)
            .toList());
    arms.put("RRHF DP", rrhf.get(0));
    arms.put("RRHF SP", rrhf.get(1));
    List<PpoAndRrhf.Said> said = field.said(arms);
    arms.put("start", bench.starts());
    FigureData figures = figures(bench, field, said, arms);
    return new Finding(
            "reward by the reward model",
            PpoAndRrhf.rewards(bench.prompts(), said),
            evidence(bench, said))
        .figures(figures);
  }

  /** Both parts for each arm after the first, which is PPO. */
  private static List<Evidence> evidence(ClaimContext bench, List<PpoAndRrhf.Said> said) {
    List<String> prompts = bench.prompts();
    double margin = -EQUAL * bench.labels().scale().deviation();
    List<Evidence> evidence = new ArrayList<>();
    for (PpoAndRrhf.Said other : said.subList(1, said.size())) {
      evidence.add(
          Evidence.above(
              other.name() + " − PPO, reward",
              PairedDifference.difference(prompts, other.rewards(), said.get(0).rewards()),
              margin));
      evidence.add(
          Evidence.above(
              "PPO − " + other.name() + ", ln perplexity",
              PairedDifference.difference(prompts, said.get(0).surprise(), other.surprise()),
              -FLUENT));
    }
    return evidence;
  }

  private static FigureData figures(
      ClaimContext bench,
      PpoAndRrhf field,
      List<PpoAndRrhf.Said> trained,
      Map<String, List<Policy>> arms) {
    List<PpoAndRrhf.Said> start = field.said(Map.of("start", arms.get("start")));
    FigureData data = PpoAndRrhf.rows(FigureData.none(), "RRHF Table 2", "reward", bench, start);
    data = PpoAndRrhf.rows(data, "RRHF Table 2", "reward", bench, trained);
    data =
        data.row(
            "RRHF Table 2",
            "start, best of 4",
            "reward",
            PairedDifference.mean(bench.prompts(), bestOf(4, bench, start.get(0).rewards()))
                .interval());
    Map<String, Policy> shown = new LinkedHashMap<>();
    arms.forEach((name, policies) -> shown.put(name, policies.get(0)));
    return provided(data, bench).answers(ShownAnswers.of("RRHF Table 4", bench, shown));
  }

  /** Replaces each reward by the highest of as many answers to its prompt. */
  private static List<List<Double>> bestOf(int n, ClaimContext bench, List<List<Double>> rewards) {
    int prompts = bench.prompts().size() / bench.scale().answers();
    List<List<Double>> best = new ArrayList<>();
    for (List<Double> seed : rewards) {
      List<Double> row = new ArrayList<>();
      for (int i = 0; i < seed.size(); i++) {
        int group = i / prompts / n * n;
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = group; k < Math.min(bench.scale().answers(), group + n); k++) {
          highest = Math.max(highest, seed.get(k * prompts + i % prompts));
        }
        row.add(highest);
      }
      best.add(row);
    }
    return best;
  }

  private static FigureData provided(FigureData data, ClaimContext bench) {
    List<Pair> pairs = Dataset.bundled("test").take(PAIRS).pairs();
    List<String> prompts = pairs.stream().map(Pair::prompt).toList();
    Reward reward = bench.labels().reward();
    List<Double> good = reward.scores(prompts, pairs.stream().map(Pair::chosen).toList());
    List<Double> bad = reward.scores(prompts, pairs.stream().map(Pair::rejected).toList());
    return data.row(
            "RRHF Table 2",
            "preferred responses",
            "reward",
            PairedDifference.mean(prompts, List.of(good)).interval())
        .row(
            "RRHF Table 2",
            "other responses",
            "reward",
            PairedDifference.mean(prompts, List.of(bad)).interval());
  }
}
