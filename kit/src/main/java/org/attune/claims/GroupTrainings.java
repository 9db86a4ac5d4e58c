package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Align;
import org.attune.Policy;
import org.attune.RewardLabel;
import org.attune.method.IterativeMethod;
import org.attune.method.Method;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseMixture;

/**
 * The trainings with several responses per prompt that claims share: the same few prompts, a half
 * of the context's steps, and one comparison of the results.
 */
final class GroupTrainings {
  /**
   * The number of pairs whose prompts are sampled again; with more, sampling would take longer than
   * training.
   */
  static final int ROWS = 300;

  private static final int GROUP = 6;
  private static final int SHARE = 2;

  private final ClaimContext bench;

  GroupTrainings(ClaimContext bench) {
    this.bench = bench;
  }

  /** Returns the labelled provided responses to these prompts. */
  RewardLabel labels() {
    return bench.firstLabels(ROWS);
  }

  /**
   * Returns the budget of one of these trainings on mixtures of two provided and four sampled
   * responses, for use by other arms.
   */
  Budget budget() {
    int rows = Math.min(ROWS, bench.data().pairs().size());
    int updates = Math.max(1, bench.scale().steps() / SHARE);
    int groups = updates * bench.scale().groupsPerStep();
    return new Budget(GROUP * rows, updates, Math.max(1, Math.round(groups / (float) rows)));
  }

  /** Returns a method with the number of steps of these trainings. */
  OfflineMethod sized(OfflineMethod method) {
    return method.config(sized(method.config()));
  }

  /** Returns a method with the number of steps of these trainings. */
  IterativeMethod sized(IterativeMethod method) {
    return method.config(sized(method.config()));
  }

  private TrainingConfig sized(TrainingConfig plan) {
    int steps = Math.max(1, bench.scale().steps() / SHARE);
    int groups = bench.scale().groupsPerStep();
    return plan.steps(steps).batchSize(groups).microBatch(groups);
  }

  /** Returns a method on a mixture, named after both, with each round as long as one training. */
  Method on(OfflineMethod method, ResponseMixture mixture, int rounds) {
    return mixture.source().isEmpty() ? sized(method) : sampled(method, mixture, rounds);
  }

  /** Returns the same for a mixture that samples. */
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

  /** Trains methods with every seed. */
  List<List<Policy>> train(List<Method> methods) {
    return bench.train(methods, labels());
  }

  /** Returns the finding whether some methods beat others, given by their indices. */
  Finding beats(List<Method> methods, List<List<Integer>> better) {
    return beats(bench, methods.stream().map(Method::name).toList(), train(methods), better);
  }

  /**
   * Returns the finding whether some policies beat others by more than the margin.
   *
   * @param names the names of the arms
   * @param trained for each arm, one policy per seed
   * @param better pairs of indices of arms, the better one first
   */
  static Finding beats(
      ClaimContext bench,
      List<String> names,
      List<List<Policy>> trained,
      List<List<Integer>> better) {
    Arms arms = new Arms(bench.prompts(), trained.stream().map(bench::judged).toList());
    double margin = new Instrument(bench).margin();
    List<Finding.Measure> measures = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      measures.add(new Finding.Measure(names.get(i), arms.mean(i)));
    }
    List<Evidence> evidence = new ArrayList<>();
    for (List<Integer> pair : better) {
      int high = pair.get(0);
      int low = pair.get(1);
      evidence.add(
          Evidence.better(
              names.get(high) + " − " + names.get(low), arms.difference(high, low), margin));
    }
    return new Finding("judge's reward", measures, evidence);
  }
}
