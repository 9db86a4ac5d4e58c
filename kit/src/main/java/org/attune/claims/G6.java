package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.Pair;

/** GAP Fig. 8: what happens to the winners. */
final class G6 implements Claim {
  private static final int PAIRS = 200;

  @Override
  public String id() {
    return "G6";
  }

  @Override
  public String statement() {
    return "Offline training lowers the likelihood even of the responses that were preferred.";
  }

  @Override
  public String paper() {
    return "Fig. 8: log-likelihood of winning and losing responses falls while offline IPO trains";
  }

  @Override
  public String rule() {
    return "On the first training pairs, log π of the preferred responses under the start less"
        + " that under offline IPO: agrees when it is above 0, disagrees when it is below.";
  }

  @Override
  public Finding test(Workbench bench) {
    Twins twins = new Twins(bench);
    List<List<Shelf.Run>> arms = G1.arms(twins);
    List<Pair> pairs = twins.pairs().take(PAIRS).pairs();
    List<String> prompts = pairs.stream().map(Pair::prompt).toList();
    List<Likelihoods> offline = read(arms.get(2), pairs);
    List<Likelihoods> online = read(arms.get(0), pairs);
    Likelihoods before = Likelihoods.of(bench.start(), pairs);
    List<List<Double>> start = offline.stream().map(seed -> before.chosen()).toList();
    List<List<Double>> worse = offline.stream().map(seed -> before.rejected()).toList();
    List<List<Double>> chosen = offline.stream().map(Likelihoods::chosen).toList();
    List<Finding.Measure> measures = new ArrayList<>();
    measures.add(
        new Finding.Measure("offline, preferred", Paired.difference(prompts, chosen, start)));
    measures.add(
        new Finding.Measure(
            "offline, other",
            Paired.difference(
                prompts, offline.stream().map(Likelihoods::rejected).toList(), worse)));
    measures.add(
        new Finding.Measure(
            "online, preferred",
            Paired.difference(prompts, online.stream().map(Likelihoods::chosen).toList(), start)));
    return new Finding(
        "change of log π since the start",
        measures,
        List.of(
            Evidence.above(
                "fall of the preferred, offline", Paired.difference(prompts, start, chosen), 0)));
  }

  private static List<Likelihoods> read(List<Shelf.Run> runs, List<Pair> pairs) {
    return runs.stream().map(run -> Likelihoods.of(run.last(), pairs)).toList();
  }
}
