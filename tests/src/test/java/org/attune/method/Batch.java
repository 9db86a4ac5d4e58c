package org.attune.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.attune.Close;
import org.attune.Gradients;
import org.attune.model.TokenLogProbs;

/**
 * Responses whose summed log-probabilities are known, as a loss sees them; the sum of each is
 * spread evenly over its tokens.
 */
record Batch(
    double[] sums,
    double[] reference,
    int[] tokens,
    double[] rewards,
    List<Integer> sizes,
    double mismatch,
    int padding) {

  /** Returns groups of like size whose rewards fall, one token a response, reference zero. */
  static Batch of(int groupSize, double... sums) {
    return new Batch(
        sums,
        new double[sums.length],
        ones(sums.length),
        IntStream.range(0, sums.length).mapToDouble(i -> -(i % groupSize)).toArray(),
        Collections.nCopies(sums.length / groupSize, groupSize),
        0,
        0);
  }

  private static int[] ones(int count) {
    return IntStream.generate(() -> 1).limit(count).toArray();
  }

  Batch reference(double... reference) {
    return new Batch(sums, reference, tokens, rewards, sizes, mismatch, padding);
  }

  Batch tokens(int... tokens) {
    return new Batch(sums, reference, tokens, rewards, sizes, mismatch, padding);
  }

  Batch rewards(double... rewards) {
    return new Batch(sums, reference, tokens, rewards, sizes, mismatch, padding);
  }

  Batch sizes(Integer... sizes) {
    return new Batch(sums, reference, tokens, rewards, List.of(sizes), mismatch, padding);
  }

  Batch mismatch(double mismatch) {
    return new Batch(sums, reference, tokens, rewards, sizes, mismatch, padding);
  }

  /** Returns the same with so many more columns of padding. */
  Batch padding(int columns) {
    return new Batch(sums, reference, tokens, rewards, sizes, mismatch, columns);
  }

  /** Returns the mean loss over groups as a function of the sums. */
  Function<List<NDArray>, NDArray> mean(OfflineMethod method) {
    return leaves -> losses(method, leaves.get(0)).mean();
  }

  private NDArray losses(OfflineMethod method, NDArray leaf) {
    NDManager manager = leaf.getManager();
    int columns = Arrays.stream(tokens).max().orElseThrow() + padding;
    float[] mask = new float[tokens.length * columns];
    float[] share = new float[mask.length];
    for (int row = 0; row < tokens.length; row++) {
      Arrays.fill(mask, row * columns, row * columns + tokens[row], 1f);
      Arrays.fill(share, row * columns, row * columns + tokens[row], 1f / tokens[row]);
    }
    Shape shape = new Shape(tokens.length, columns);
    NDArray values = leaf.reshape(-1, 1).mul(manager.create(share, shape));
    TokenLogProbs policy = new TokenLogProbs(values, manager.create(mask, shape));
    LossBatch scored =
        new LossBatch(policy, manager.create(Close.narrow(rewards)))
            .sizes(sizes)
            .reference(manager.create(Close.narrow(reference)))
            .mismatch(mismatch);
    return method.loss(scored);
  }

  /** Returns the loss of each group. */
  double[] losses(OfflineMethod method) {
    return IntStream.range(0, sizes.size())
        .mapToDouble(
            group ->
                Gradients.of(leaves -> losses(method, leaves.get(0)).get(group).sum(), sums)
                    .value())
        .toArray();
  }

  /** Returns the mean loss over groups. */
  double value(OfflineMethod method) {
    return Gradients.of(mean(method), sums).value();
  }

  /** Returns the slope of the mean loss with respect to each sum. */
  double[] gradient(OfflineMethod method) {
    return Gradients.of(mean(method), sums).at().get(0);
  }
}
