package org.attune.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.List;
import org.attune.engine.PyTorch;
import org.attune.model.TokenLogProbs;
import org.attune.util.InvalidInputException;

/**
 * The view of a batch of examples that a loss function receives; it has no logits or weights.
 *
 * <p>An example is a group of responses to one prompt: one, a pair, or more. The responses of all
 * groups are consecutive rows, best first within each group.
 */
public final class LossBatch {
  private final TokenLogProbs policy;
  private final NDArray rewards;
  private final NDArray reference; // null unless the method needs it
  private final double mismatch; // NaN unless the method needs it
  private final List<Integer> sizes;

  private LossBatch(
      TokenLogProbs policy,
      NDArray rewards,
      NDArray reference,
      double mismatch,
      List<Integer> sizes) {
    this.policy = policy;
    this.rewards = rewards;
    this.reference = reference;
    this.mismatch = mismatch;
    this.sizes = sizes;
  }

  /**
   * Creates a batch in which every response is one example.
   *
   * @param policy log-probabilities under the policy in training, with gradients
   * @param rewards normalised rewards, without gradients // (rows)
   */
  public LossBatch(TokenLogProbs policy, NDArray rewards) {
    this(
        policy, rewards, null, Double.NaN, Collections.nCopies((int) rewards.getShape().get(0), 1));
  }

  /** Returns the same rows in groups of these sizes. */
  public LossBatch sizes(List<Integer> sizes) {
    int rows = sizes.stream().mapToInt(Integer::intValue).sum();
    InvalidInputException.unless(
        rows == rewards.getShape().get(0),
        "Groups of %s responses make %d rows, but there are %d.",
        sizes,
        rows,
        rewards.getShape().get(0));
    return new LossBatch(policy, rewards, reference, mismatch, List.copyOf(sizes));
  }

  /** Returns the same rows with log ref(y|x), the sums over tokens // (rows). */
  public LossBatch reference(NDArray sums) {
    return new LossBatch(policy, rewards, sums, mismatch, sizes);
  }

  /** Returns the same rows with the mean log-ratio of mismatched prompts and responses. */
  public LossBatch mismatch(double mean) {
    return new LossBatch(policy, rewards, reference, mean, sizes);
  }

  /** Returns the log-probabilities of the responses' tokens // (rows, time). */
  public TokenLogProbs policy() {
    return policy;
  }

  /** Returns the normalised rewards, without gradients // (rows). */
  public NDArray rewards() {
    return rewards;
  }

  /** Returns log ref(y|x), the sums over tokens, without gradients // (rows). */
  public NDArray reference() {
    InvalidInputException.unless(
        reference != null,
        "A loss that asks for the reference must list REFERENCE in requirements().");
    return reference;
  }

  /** Returns KTO's z₀: the mean of h over mismatched prompts and responses of the whole batch. */
  public double mismatch() {
    InvalidInputException.unless(
        !Double.isNaN(mismatch),
        "A loss that asks for the mismatch must list MISMATCH in requirements().");
    return mismatch;
  }

  /** Returns h = log π(y|x) − log ref(y|x) // (rows). */
  public NDArray logRatio() {
    return policy.sum().sub(reference());
  }

  /** Returns h / |y|, the log-ratio per token // (rows). */
  public NDArray meanLogRatio() {
    return logRatio().div(policy.tokens().maximum(1f));
  }

  /** Returns the rows of the best responses // (groups). */
  public NDArray chosen(NDArray rows) {
    return member(rows, 0);
  }

  /** Returns the rows of the second response of each pair // (groups). */
  public NDArray rejected(NDArray rows) {
    return member(rows, 1);
  }

  /** Returns the rows at a position in each group, counted from 0 // (groups). */
  public NDArray member(NDArray rows, int place) {
    long[] places = new long[sizes.size()];
    int start = 0;
    for (int group = 0; group < places.length; group++) {
      InvalidInputException.unless(
          place < sizes.get(group),
          "The loss asks for response %d of a group of %d; let its grouping() make larger groups.",
          place + 1,
          sizes.get(group));
      places[group] = (long) start + place;
      start += sizes.get(group);
    }
    return rows.gather(manager().create(places), 0);
  }

  /** Returns the rows as a matrix with one group per line, padded with zeros // (groups, n). */
  public NDArray grouped(NDArray rows) {
    int width = width();
    long[] places = new long[sizes.size() * width];
    int start = 0;
    for (int group = 0; group < sizes.size(); group++) {
      for (int i = 0; i < sizes.get(group); i++) {
        places[group * width + i] = (long) start + i;
      }
      start += sizes.get(group);
    }
    return rows.gather(manager().create(places), 0)
        .reshape(sizes.size(), width)
        .mul(present()); // (groups, n)
  }

  /** Returns the mask of {@link #grouped}: one for a response, zero for padding // (groups, n). */
  public NDArray present() {
    int width = width();
    float[] mask = new float[sizes.size() * width];
    for (int group = 0; group < sizes.size(); group++) {
      java.util.Arrays.fill(mask, group * width, group * width + sizes.get(group), 1f);
    }
    return manager().create(mask, new Shape(sizes.size(), width));
  }

  /**
   * Returns one at (group, i, j) where response j has a lower reward than response i, without
   * gradients // (groups, n, n).
   */
  public NDArray worse() {
    NDArray ranks = grouped(rewards);
    NDArray both = present().expandDims(2).mul(present().expandDims(1));
    return ranks
        .expandDims(2)
        .gt(ranks.expandDims(1))
        .toType(rewards.getDataType(), false)
        .mul(both);
  }

  /** Returns the number of responses of each group. */
  public List<Integer> sizes() {
    return sizes;
  }

  /** Returns a constant for use in the differentiated expression. */
  public NDArray constant(double value) {
    return PyTorch.constant(manager(), value);
  }

  private int width() {
    return sizes.stream().mapToInt(Integer::intValue).max().orElse(1);
  }

  private NDManager manager() {
    return rewards.getManager();
  }
}
