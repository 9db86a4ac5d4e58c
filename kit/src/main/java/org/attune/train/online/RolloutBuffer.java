package org.attune.train.online;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.attune.method.ComputeOptions;
import org.attune.method.online.Advantages;
import org.attune.method.online.PolicyGradientBatch;
import org.attune.method.online.Trajectory;
import org.attune.model.TokenBatch;
import org.attune.model.TokenLogProbs;
import org.attune.model.TokenizedExample;

/**
 * A rollout with its advantages, from which mini-batches are taken.
 *
 * @param tokens prompts and responses
 * @param trajectories the log-probabilities and values of policy, reference and critic
 * @param advantages the advantages and returns
 * @param coefficient the KL coefficient
 * @param behaviour log-probabilities under the policy that sampled; with an action mask they differ
 *     from those of the trajectories
 * @param signal whether each response carries signal
 */
record RolloutBuffer(
    List<TokenizedExample> tokens,
    List<Trajectory> trajectories,
    List<Advantages> advantages,
    double coefficient,
    List<double[]> behaviour,
    List<Boolean> signal) {
  /**
   * Creates a buffer for a policy without a mask, whose trajectories hold the sampling
   * log-probabilities.
   */
  RolloutBuffer(
      List<TokenizedExample> tokens,
      List<Trajectory> trajectories,
      List<Advantages> advantages,
      double coefficient) {
    this(
        tokens,
        trajectories,
        advantages,
        coefficient,
        trajectories.stream().map(Trajectory::logProbs).toList(),
        Collections.nCopies(tokens.size(), true));
  }

  /** Returns the rows that carry signal. */
  List<Integer> telling(List<Integer> rows) {
    return rows.stream().filter(signal::get).toList();
  }

  /** Returns rows with those to the same prompt next to each other. */
  List<Integer> grouped(List<Integer> rows) {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(group(row), g -> new ArrayList<>()).add(row));
    return groups.values().stream().flatMap(List::stream).toList();
  }

  /** Returns whether two rows answer the same prompt. */
  boolean sharesPrompt(int row, int other) {
    return group(row) == group(other);
  }

  private int group(int row) {
    return trajectories.get(row).group();
  }

  TokenBatch batch(List<Integer> rows, ComputeOptions options) {
    return options.batch(rows.stream().map(tokens::get).toList());
  }

  /** Returns the number of response tokens. */
  long responseTokens(List<Integer> rows) {
    return rows.stream().mapToLong(row -> trajectories.get(row).length()).sum();
  }

  PolicyGradientBatch surrogate(NDManager manager, List<Integer> rows, TokenLogProbs policy) {
    int width = (int) policy.mask().getShape().get(1);
    return new PolicyGradientBatch(
        policy,
        of(manager, rows, width, behaviour::get),
        of(manager, rows, width, row -> trajectories.get(row).reference()),
        of(manager, rows, width, row -> advantages.get(row).advantages()),
        coefficient);
  }

  /** Returns per-token numbers of the rows // (rows, width). */
  static NDArray of(
      NDManager manager, List<Integer> rows, int width, Function<Integer, double[]> tokens) {
    return PaddedTensors.of(manager, rows.stream().map(tokens).toList(), width);
  }
}
