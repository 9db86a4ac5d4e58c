package org.attune.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Align;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.evaluate.StudentInterval;
import org.attune.method.IterativeMethod;
import org.attune.sample.ResponseMixture;
import tech.tablesaw.api.Table;

/** Yuan et al. 2023, arXiv 2304.05302, Table 6: RRHF learns the best of its samples. */
final class LearnsBestSample implements Claim {
  private static final List<ResponseMixture> MIXTURES =
      List.of(
          ResponseMixture.P,
          ResponseMixture.D,
          ResponseMixture.BP,
          ResponseMixture.SP,
          ResponseMixture.DP);

  @Override
  public String id() {
    return "R5";
  }

  @Override
  public String statement() {
    return "A trained model's test reward is near the mean of the highest rewards among its"
        + " training responses.";
  }

  @Override
  public String paper() {
    return "DP −1.02 against −0.95, and so for the other sources";
  }

  @Override
  public String rule() {
    return "Over RRHF on P, D, BP, SP and DP, by the labelling reward, one number a seed: the"
        + " correlation of test reward and mean highest training reward must be above 0, and"
        + " the test reward must on average be nearer to that mean than to the mean of all"
        + " training rewards: agrees when both hold, disagrees when one surely does not.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    List<List<Policy>> trained = groups.train(MIXTURES.stream().map(groups::rrhf).toList());
    List<Double> correlations = new ArrayList<>();
    List<Double> nearer = new ArrayList<>();
    for (int seed = 0; seed < bench.scale().seeds().size(); seed++) {
      List<Double> highest = new ArrayList<>();
      List<Double> tested = new ArrayList<>();
      double near = 0;
      for (int i = 0; i < MIXTURES.size(); i++) {
        RewardLabel seen = seen(bench, groups, MIXTURES.get(i), seed);
        double test = tested(bench, trained.get(i).get(seed), seed);
        double best = highest(seen);
        near += Math.abs(test - seen.table().doubleColumn("reward").mean());
        near -= Math.abs(test - best);
        highest.add(best);
        tested.add(test);
      }
      correlations.add(Correlation.of(highest, tested));
      nearer.add(near / MIXTURES.size());
    }
    return finding(correlations, nearer, bench.prompts().size());
  }

  private static Finding finding(List<Double> correlations, List<Double> nearer, int n) {
    List<Evidence> evidence =
        List.of(
            Evidence.above("correlation", StudentInterval.estimate(correlations, n), 0),
            Evidence.above("nearer to the highest by", StudentInterval.estimate(nearer, n), 0));
    return new Finding(
        "value",
        evidence.stream().map(e -> new Finding.Measure(e.what(), e.ours())).toList(),
        evidence);
  }

  /** Returns the responses that this seed's training used. */
  private static RewardLabel seen(
      ClaimContext bench, GroupTrainings groups, ResponseMixture mixture, int seed) {
    RewardLabel provided = groups.labels();
    if (mixture == ResponseMixture.P) {
      return provided;
    }
    IterativeMethod method = groups.sampled(Align.rrhf(), mixture, 1);
    long number = bench.scale().seeds().get(seed);
    Dataset own = Dataset.ofPairs(bench.data().take(provided.size() / 2).pairs());
    Dataset sampled = own.generate(method.rounds().round(0, number), bench.start());
    return provided.label(mixture.provided() ? own.concat(sampled) : sampled);
  }

  private static double highest(RewardLabel labels) {
    Table table = labels.table();
    Map<String, Double> best = new LinkedHashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      best.merge(
          table.stringColumn("prompt").get(row),
          table.doubleColumn("reward").getDouble(row),
          Math::max);
    }
    return best.values().stream().mapToDouble(value -> value).average().orElseThrow();
  }

  private static double tested(ClaimContext bench, Policy policy, int seed) {
    List<String> answers = bench.texts(policy, bench.scale().seeds().get(seed));
    return bench.labels().reward().scores(bench.prompts(), answers).stream()
        .mapToDouble(value -> value)
        .average()
        .orElseThrow();
  }
}
