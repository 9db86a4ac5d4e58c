package org.attune.claims;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.data.Pair;
import org.attune.evaluate.PolicyReward;
import org.attune.reward.Reward;
import org.attune.sample.ResponseMixture;

/** Yuan et al. 2023, arXiv 2304.05302, Table 5: the policy as a reward model. */
final class PolicyAsRewardModel implements Claim {
  /** About a third of the paper's difference between RRHF and its base, 16.7 points. */
  private static final double MARGIN = 0.05;

  @Override
  public String id() {
    return "R6";
  }

  @Override
  public String statement() {
    return "An RRHF policy tells good from bad responses by its own mean log-probability.";
  }

  @Override
  public String paper() {
    return "accuracy: reward model 68.5 %, RRHF 61.8 %, PPO 46.0 %, base 45.1 %";
  }

  @Override
  public String rule() {
    return "On 600 held-out pairs, the share in which the preferred response has the higher mean"
        + " log-probability, under RRHF on DP, must be above one half and above the start's: agrees"
        + " when both hold, disagrees when one surely does not, a difference of less than 0.05 to"
        + " the start's not mattering. PPO is left out.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    GroupTrainings groups = new GroupTrainings(bench);
    List<Pair> pairs = new Instrument(bench).heldOutPairs();
    List<String> prompts = pairs.stream().map(Pair::prompt).toList();
    List<List<Double>> trained =
        groups.train(List.of(groups.rrhf(ResponseMixture.DP))).get(0).stream()
            .map(policy -> right(PolicyReward.meanLogProb(policy), pairs))
            .toList();
    List<Double> before = right(PolicyReward.meanLogProb(bench.start()), pairs);
    List<List<Double>> start = trained.stream().map(seed -> before).toList();
    List<Double> model = right(bench.labels().reward(), pairs);
    return finding(prompts, trained.stream().map(seed -> model).toList(), trained, start);
  }

  private static Finding finding(
      List<String> prompts,
      List<List<Double>> model,
      List<List<Double>> trained,
      List<List<Double>> start) {
    return new Finding(
        "accuracy",
        List.of(
            new Finding.Measure("reward model", PairedDifference.share(prompts, model)),
            new Finding.Measure("RRHF DP", PairedDifference.share(prompts, trained)),
            new Finding.Measure("start", PairedDifference.share(prompts, start))),
        List.of(
            Evidence.above("RRHF DP", PairedDifference.share(prompts, trained), 0.5),
            Evidence.better(
                "RRHF DP − start", PairedDifference.difference(prompts, trained, start), MARGIN)));
  }

  /** Returns 1 where a reward prefers the right response of a pair, else 0. */
  static List<Double> right(Reward reward, List<Pair> pairs) {
    List<String> prompts = pairs.stream().map(Pair::prompt).toList();
    List<Double> chosen = reward.scores(prompts, pairs.stream().map(Pair::chosen).toList());
    List<Double> rejected = reward.scores(prompts, pairs.stream().map(Pair::rejected).toList());
    return IntStream.range(0, pairs.size())
        .mapToObj(i -> chosen.get(i) > rejected.get(i) ? 1.0 : 0.0)
        .toList();
  }
}
