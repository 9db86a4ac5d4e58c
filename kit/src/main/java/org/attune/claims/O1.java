package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.method.Method;

/** OFFLINE's main result: the order of the four offline methods by rank score. */
final class O1 implements Claim {
  @Override
  public String id() {
    return "O1";
  }

  @Override
  public String statement() {
    return "CA > FA > SFT > RWR by rank score (PPO, which the paper finds equal to CA, is left out).";
  }

  @Override
  public String paper() {
    return "CA 7.06, FA 6.05, SFT 6.45, RWR 5.62, PPO 7.02 (judge's mean; the order is that of the"
        + " rank scores)";
  }

  @Override
  public String rule() {
    return "Each neighbour in the order must have the higher rank score among the four, 5 − rank by"
        + " the judge's reward on the same prompt: agrees when all three differences are above 0,"
        + " disagrees when one is below 0.";
  }

  @Override
  public Finding test(Workbench bench) {
    List<Method> order = List.of(Align.conditional(), Align.filtering(), Align.sft(), Align.rwr());
    List<List<List<Double>>> rewards = bench.train(order).stream().map(bench::judged).toList();
    List<List<List<Double>>> ranks = RankScores.of(rewards);
    List<Finding.Measure> measures = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      String name = order.get(i).name();
      measures.add(new Finding.Measure(name, Paired.mean(bench.prompts(), ranks.get(i))));
      if (i > 0) {
        String pair = order.get(i - 1).name() + " − " + name;
        evidence.add(
            Evidence.above(
                pair, Paired.difference(bench.prompts(), ranks.get(i - 1), ranks.get(i)), 0));
      }
    }
    return new Finding("rank score", measures, evidence);
  }
}
