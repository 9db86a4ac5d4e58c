package org.attune;

import java.util.ArrayList;
import java.util.List;
import org.attune.data.Pair;
import org.attune.evaluate.NamedPolicy;
import org.attune.inspect.PairMargins;
import org.attune.train.loop.History;
import org.attune.train.loop.RunOptions;

/** Collects the policies that a training keeps on its way, each named after method and step. */
final class PolicySnapshots {
  private static final String AT = " @";

  private final String method;
  private final List<Policy> policies = new ArrayList<>();

  PolicySnapshots(String method) {
    this.method = method;
  }

  /** Returns options that add each snapshot to these; an existing consumer still receives it. */
  RunOptions collectedBy(RunOptions options) {
    return options.onSnapshot(
        snapshot -> {
          policies.add(
              Policy.of(method + AT + snapshot.step(), snapshot.model(), snapshot.layout()));
          options.snapshotConsumer().accept(snapshot);
        });
  }

  /** Returns the policies in the order of their steps. */
  List<Policy> policies() {
    return List.copyOf(policies);
  }

  /** Returns the margins of pairs at the start, at each snapshot and at the end of a training. */
  static PairMargins margins(
      Policy start, List<Policy> snapshots, Policy end, History history, List<Pair> pairs) {
    List<NamedPolicy> read = new ArrayList<>(List.of(start.entrant()));
    List<Integer> steps = new ArrayList<>(List.of(0));
    for (Policy snapshot : snapshots) {
      read.add(snapshot.entrant());
      steps.add(step(snapshot));
    }
    read.add(end.entrant());
    steps.add(history.steps().size());
    return PairMargins.of(read, steps, pairs);
  }

  private static int step(Policy snapshot) {
    String name = snapshot.name();
    return Integer.parseInt(name.substring(name.lastIndexOf(AT) + AT.length()));
  }
}
