package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.evaluate.Estimate;
import org.attune.evaluate.Interval;
import org.attune.evaluate.StudentInterval;
import org.attune.method.Method;

/** Hu et al. 2023, arXiv 2308.12050, Table 3: the cost of alignment. */
final class AlignmentCost implements Claim {
  private static final double SHARE = 0.2;

  @Override
  public String id() {
    return "O2";
  }

  @Override
  public String statement() {
    return "Offline alignment costs a small part of what PPO does, about 9 %.";
  }

  @Override
  public String paper() {
    return "A100 hours: FA 27.5, RWR 64, CA 65, PPO 730";
  }

  @Override
  public String rule() {
    return "Seconds of training on one processor, sampling and the judging of samples "
        + "included and the reward model's own training left out, for as many responses "
        + "and as many updates: FA, RWR and CA take 32 responses an update, labelling is "
        + "added, and the three are averaged; PPO draws as many responses and learns from "
        + "each once. A small part means less than a fifth: agrees when 0.2 − offline / "
        + "PPO is above 0, disagrees when it is below.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<Method> methods = List.of(Align.fa(), Align.rwr(), Align.ca());
    bench.train(methods);
    List<RunStore.Run> ppo = MethodOrder.ppo(bench);
    double labelling = bench.labels().seconds();
    List<List<Double>> seconds = methods.stream().map(bench::seconds).toList();
    int n = bench.labels().size();
    Estimate saved = StudentInterval.estimate(saved(labelling, seconds, ppo), n);
    List<Finding.Measure> measures = new ArrayList<>();
    measures.add(
        new Finding.Measure("labelling", new Interval(labelling, Double.NaN, Double.NaN, n, 1)));
    for (int i = 0; i < methods.size(); i++) {
      measures.add(
          new Finding.Measure(methods.get(i).name(), StudentInterval.of(seconds.get(i), n)));
    }
    measures.add(
        new Finding.Measure(
            "PPO", StudentInterval.of(ppo.stream().map(RunStore.Run::seconds).toList(), n)));
    return new Finding(
        "seconds", measures, List.of(Evidence.above("0.2 − offline / PPO", saved, 0)));
  }

  /** Returns for each seed by how much the offline part of PPO's cost is below the share. */
  private static List<Double> saved(
      double labelling, List<List<Double>> seconds, List<RunStore.Run> ppo) {
    List<Double> saved = new ArrayList<>();
    for (int seed = 0; seed < ppo.size(); seed++) {
      int place = seed;
      double offline =
          labelling + seconds.stream().mapToDouble(each -> each.get(place)).average().orElseThrow();
      saved.add(SHARE - offline / ppo.get(seed).seconds());
    }
    return saved;
  }
}
