package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.evaluate.Interval;
import org.attune.method.IterativeMethod;
import org.attune.method.Method;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseMixture;

/**
 * The trainings over several responses to a prompt that claims share: the same few prompts, a
 * quarter of the bench's steps, and one way to compare what came out.
 */
final class GroupTrainings {
  /** Pairs of the data whose prompts are sampled again; more would take longer than training. */
  private static final int ROWS = 300;

  private static final int BATCH = 4;
  private static final int SHARE = 4;

  private final ClaimContext bench;

  GroupTrainings(ClaimContext bench) {
    this.bench = bench;
  }

  /** Returns the provided responses to the few prompts, labelled. */
  RewardLabel labels() {
    return bench.firstLabels(ROWS);
  }

  /** Returns a method with the length of all these trainings. */
  OfflineMethod sized(OfflineMethod method) {
    return method.config(sized(method.config()));
  }

  /** Returns a method with the length of all these trainings. */
  IterativeMethod sized(IterativeMethod method) {
    return method.config(sized(method.config()));
  }

  private TrainingConfig sized(TrainingConfig plan) {
    int steps = Math.max(1, bench.scale().steps() / SHARE);
    return plan.steps(steps).batchSize(BATCH).microBatch(BATCH);
  }

  /** Returns a method on a mixture, named after both, each round as long as one training. */
  Method on(OfflineMethod method, ResponseMixture mixture, int rounds) {
    return mixture.source().isEmpty() ? sized(method) : sampled(method, mixture, rounds);
  }

  /** Returns the same where the mixture samples. */
  IterativeMethod sampled(OfflineMethod method, ResponseMixture mixture, int rounds) {
    Iterations limited = Iterations.of(rounds, mixture);
    limited = limited.source(limited.source().maxTokens(bench.scale().maxTokens()));
    String name = method.name() + " " + mixture + (rounds > 1 ? " × " + rounds : "");
    OfflineMethod one = sized(method);
    return new IterativeMethod(
        name, one.config(one.config().steps(rounds * one.config().steps())), limited);
  }

  /** Returns RRHF on a mixture. */
  Method rrhf(ResponseMixture mixture) {
    return on(Align.rrhf(), mixture, 1);
  }

  /** Trains methods and returns for each what the judge says of its answers, by seed. */
  List<List<List<Double>>> judged(List<Method> methods) {
    return train(methods).stream().map(bench::judged).toList();
  }

  /** Trains methods with every seed. */
  List<List<Policy>> train(List<Method> methods) {
    return bench.train(methods, labels());
  }

  /** Finds that some methods beat others, named by their places among the methods. */
  Finding beats(List<Method> methods, List<List<Integer>> better) {
    List<List<List<Double>>> rewards = judged(methods);
    List<String> prompts = bench.prompts();
    List<Finding.Measure> measures = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      Interval mean = PairedDifference.mean(prompts, rewards.get(i));
      measures.add(new Finding.Measure(methods.get(i).name(), mean));
    }
    List<Evidence> evidence = new ArrayList<>();
    for (List<Integer> pair : better) {
      int high = pair.get(0);
      int low = pair.get(1);
      evidence.add(
          Evidence.above(
              methods.get(high).name() + " − " + methods.get(low).name(),
              PairedDifference.difference(prompts, rewards.get(high), rewards.get(low)),
              0));
    }
    return new Finding("judge's reward", measures, evidence);
  }
}
