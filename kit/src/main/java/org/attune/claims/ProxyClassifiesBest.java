package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.Pair;

/** Tang et al. 2024, arXiv 2405.08448, Fig. 6: classification accuracy of proxy and policy. */
final class ProxyClassifiesBest implements Claim {
  @Override
  public String id() {
    return "G4";
  }

  @Override
  public String statement() {
    return "The proxy that learned from the pairs to tell good from bad does so better than the"
        + " policies.";
  }

  @Override
  public String paper() {
    return "Fig. 6: preference models 70–90 %, policies about 70 % at best";
  }

  @Override
  public String rule() {
    return "On 600 held-out pairs, the share in which the reward model of the seed prefers the"
        + " right response, less the share in which a policy's log-ratio to the start does,"
        + " for online and offline IPO: agrees when both differences are above 0, disagrees"
        + " when one is below.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    MatchedRuns twins = new MatchedRuns(bench);
    List<List<RunStore.Run>> arms = OnlineBeatsOffline.arms(twins);
    List<Pair> pairs = new Instrument(bench).heldOutPairs();
    List<String> prompts = pairs.stream().map(Pair::prompt).toList();
    PairLikelihoods start = PairLikelihoods.of(bench, bench.start(), pairs);
    List<List<Double>> online = right(bench, arms.get(0), pairs, start);
    List<List<Double>> offline = right(bench, arms.get(2), pairs, start);
    List<List<Double>> proxy = new ArrayList<>();
    for (long seed : bench.scale().seeds()) {
      proxy.add(PolicyAsRewardModel.right(bench.reward(seed), pairs));
    }
    return new Finding(
            "accuracy on held-out pairs",
            List.of(
                new Finding.Measure("reward model", PairedDifference.share(prompts, proxy)),
                new Finding.Measure("online IPO", PairedDifference.share(prompts, online)),
                new Finding.Measure("offline IPO", PairedDifference.share(prompts, offline))),
            List.of(
                ahead("reward model − online IPO", prompts, proxy, online),
                ahead("reward model − offline IPO", prompts, proxy, offline)))
        .figures(new StreamAccuracy(bench).figure("GAP Fig. 6", arms.get(0), arms.get(2)));
  }

  private static Evidence ahead(
      String what, List<String> prompts, List<List<Double>> proxy, List<List<Double>> policy) {
    return Evidence.above(what, PairedDifference.difference(prompts, proxy, policy), 0);
  }

  private static List<List<Double>> right(
      ClaimContext bench, List<RunStore.Run> runs, List<Pair> pairs, PairLikelihoods start) {
    return runs.stream()
        .map(run -> PairLikelihoods.of(bench, run.last(), pairs).right(start))
        .toList();
  }
}
