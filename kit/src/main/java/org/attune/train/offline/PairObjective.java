package org.attune.train.offline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.attune.method.ComputeOptions;
import org.attune.method.TrainingConfig;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.TokenBatch;
import org.attune.model.TokenizedExample;
import org.attune.train.loop.DataParallel;
import org.attune.train.loop.HeldOutLoss;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.RunSettings;
import org.attune.train.loop.TrainingObjective;

/**
 * The objective of reward models and preference models: examples of two texts each, which are
 * scored in one batch and whose loss depends on both scores.
 *
 * @param firsts the first text of each example
 * @param seconds the second text of each example
 * @param scores scores texts with a decoder // (batch)
 * @param loss the loss of each example
 * @param compute how the batch is laid out
 * @param settings what differs whenever the task or its data differ
 */
record PairObjective(
    List<TokenizedExample> firsts,
    List<TokenizedExample> seconds,
    BiFunction<Decoder, TokenBatch, NDArray> scores,
    Loss loss,
    ComputeOptions compute,
    RunSettings settings)
    implements TrainingObjective<Void> {
  /** The loss of some examples. */
  @FunctionalInterface
  interface Loss {
    /**
     * Returns the loss of each example // (batch).
     *
     * @param first the scores of the first texts // (batch)
     * @param second the scores of the second texts // (batch)
     * @param examples the indices of the examples
     */
    NDArray of(NDArray first, NDArray second, List<Integer> examples);
  }

  /** Returns the held-out loss on these pairs, if there are any and it is to be measured. */
  Optional<HeldOutLoss> check(TrainingConfig plan, LanguageModel model, RunOptions runOptions) {
    return firsts.isEmpty() || !runOptions.measures(plan.validation())
        ? Optional.empty()
        : Optional.of(
            new HeldOutLoss(this, model.trainingDecoder(), Optional.empty(), plan.validation()));
  }

  @Override
  public int size() {
    return firsts.size();
  }

  @Override
  public int length(int example) {
    return firsts.get(example).length() + seconds.get(example).length();
  }

  @Override
  public List<TokenizedExample> texts(int example) {
    return List.of(firsts.get(example), seconds.get(example));
  }

  @Override
  public double denominator(List<Integer> batch) {
    return batch.size();
  }

  @Override
  public DataParallel.SummedLoss<Void> loss(Decoder decoder, List<Integer> examples) {
    int n = examples.size();
    List<TokenizedExample> rows = new ArrayList<>(examples.stream().map(firsts::get).toList());
    rows.addAll(examples.stream().map(seconds::get).toList());
    NDArray both = scores.apply(decoder, compute.batch(rows)); // (2 n): all firsts, all seconds
    NDArray first = both.get(new NDIndex().addSliceDim(0, n));
    NDArray second = both.get(new NDIndex().addSliceDim(n, 2L * n));
    return DataParallel.SummedLoss.of(loss.of(first, second, examples).sum());
  }
}
