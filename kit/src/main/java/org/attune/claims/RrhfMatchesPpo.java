package org.attune.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Policy;
import org.attune.sample.ResponseMixture;

/** Yuan et al. 2023, arXiv 2304.05302, Table 2: RRHF compared with PPO. */
final class RrhfMatchesPpo implements Claim {
  /** The margin in standard deviations of the labels' rewards. */
  private static final double EQUAL = 0.2;

  /** The log of the largest allowed ratio of perplexities. */
  private static final double FLUENT = Math.log(1.25);

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
    return new Finding(
        "reward by the reward model",
        said.stream()
            .map(s -> new Finding.Measure(s.name(), PairedDifference.mean(prompts, s.rewards())))
            .toList(),
        evidence);
  }
}
