package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.evaluate.Interval;
import org.attune.evaluate.StudentInterval;
import org.attune.method.Method;

/** OFFLINE Table 3: what alignment costs. */
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
    return "Seconds of training on one processor, sampling and the judging of samples included and"
        + " the reward model's own training left out. Offline, labelling is added; FA, RWR and CA,"
        + " 600 steps of 8 responses, are averaged. PPO has 40 rollouts of 64 responses and learns"
        + " from each twice, which is about as many. A small part means less than a fifth: agrees"
        + " when 0.2 − offline / PPO is above 0, disagrees when it is below.";
  }

  @Override
  public Finding test(ClaimContext bench) {
    List<Method> methods = List.of(Align.fa(), Align.rwr(), Align.ca());
    bench.train(methods);
    List<RunStore.Run> ppo = MethodOrder.ppo(bench);
    double labelling = bench.labels().seconds();
    List<List<Double>> seconds = methods.stream().map(bench::seconds).toList();
    List<Double> parts = new ArrayList<>();
    for (int seed = 0; seed < ppo.size(); seed++) {
      int place = seed;
      double offline =
          labelling + seconds.stream().mapToDouble(each -> each.get(place)).average().orElseThrow();
      parts.add(offline / ppo.get(seed).seconds());
    }
    int n = bench.labels().size();
    List<Finding.Measure> measures = new ArrayList<>();
    measures.add(
        new Finding.Measure("labelling", new Interval(labelling, labelling, labelling, n, 1)));
    for (int i = 0; i < methods.size(); i++) {
      measures.add(
          new Finding.Measure(methods.get(i).name(), StudentInterval.of(seconds.get(i), n)));
    }
    measures.add(
        new Finding.Measure(
            "PPO", StudentInterval.of(ppo.stream().map(RunStore.Run::seconds).toList(), n)));
    Interval saved = StudentInterval.of(parts.stream().map(part -> SHARE - part).toList(), n);
    return new Finding(
        "seconds", measures, List.of(Evidence.above("0.2 − offline / PPO", saved, 0)));
  }
}
