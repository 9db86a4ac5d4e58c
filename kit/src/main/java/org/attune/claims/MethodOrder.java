package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.method.Method;

/** OFFLINE's main result: the order of the methods by rank score. */
final class MethodOrder implements Claim {
  private static final double EQUAL = 0.25;

  @Override
  public String id() {
    return "O1";
  }

  @Override
  public String statement() {
    return "CA ≈ PPO > FA > SFT > RWR by rank score.";
  }

  @Override
  public String paper() {
    return "CA 7.06, FA 6.05, SFT 6.45, RWR 5.62, PPO 7.02 (judge's mean; the order is that of the"
        + " rank scores)";
  }

  @Override
  public String rule() {
    return "The rank score among the five is 6 − rank by the judge's reward on the same prompt. CA"
        + " and PPO, by the first seed's reward model, must be within 0.25 of each other, PPO be"
        + " above FA, FA above SFT and SFT above RWR: agrees when all five parts hold, disagrees"
        + " when one surely does not.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<Method> order = List.of(Align.ca(), Align.fa(), Align.sft(), Align.rwr());
    List<List<List<Double>>> rewards = new ArrayList<>();
    bench.train(order).forEach(policies -> rewards.add(bench.judged(policies)));
    rewards.add(1, bench.judged(ppo(bench).stream().map(RunStore.Run::last).toList()));
    List<String> names = new ArrayList<>(order.stream().map(Method::name).toList());
    names.add(1, "PPO");
    List<List<List<Double>>> ranks = RankScores.of(rewards);
    List<Finding.Measure> measures = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(part(bench, names, ranks, 0, 1, -EQUAL));
    evidence.add(part(bench, names, ranks, 1, 0, -EQUAL));
    for (int i = 0; i < names.size(); i++) {
      measures.add(
          new Finding.Measure(names.get(i), PairedDifference.mean(bench.prompts(), ranks.get(i))));
      if (i > 1) {
        evidence.add(part(bench, names, ranks, i - 1, i, 0));
      }
    }
    return new Finding("rank score", measures, evidence);
  }

  private static Evidence part(
      ClaimContext bench,
      List<String> names,
      List<List<List<Double>>> ranks,
      int high,
      int low,
      double bound) {
    return Evidence.above(
        names.get(high) + " − " + names.get(low),
        PairedDifference.difference(bench.prompts(), ranks.get(high), ranks.get(low)),
        bound);
  }

  /** Returns PPO's runs, one a seed. */
  static List<RunStore.Run> ppo(ClaimContext bench) {
    PpoAndRrhf field = PpoAndRrhf.byProxy(bench);
    return field.arms(List.of(field::ppo)).get(0);
  }
}
