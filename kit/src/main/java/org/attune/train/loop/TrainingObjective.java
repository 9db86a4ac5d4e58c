package org.attune.train.loop;

import java.util.List;
import java.util.Map;
import org.attune.model.Decoder;
import org.attune.model.TokenizedExample;

/**
 * The objective of a training loop: the number of examples, and the loss of some of them. The loop
 * decides how many workers share a batch.
 *
 * @param <T> the type of an example's metrics
 */
public interface TrainingObjective<T> extends DataParallel.LossFunction<T> {
  /** Returns the number of examples. */
  int size();

  /** Returns the length of an example in tokens. */
  int length(int example);

  /** Returns the texts of an example that a step reads, to estimate its memory. */
  List<TokenizedExample> texts(int example);

  /**
   * Returns the length by which examples are gathered into batches with little padding; examples of
   * equal length stay in their random order.
   */
  default int batchLength(int example) {
    return length(example);
  }

  /**
   * Called with a whole batch before the losses of its micro-batches are computed.
   *
   * @param decoder a decoder without gradients
   */
  default void prepare(Decoder decoder, List<Integer> batch) {}

  /** Returns the divisor of the summed loss of a whole batch, whose quotient is reported. */
  double denominator(List<Integer> batch);

  /**
   * Returns the divisor of the gradients of a whole batch. It must not depend on the lengths of the
   * batch's own examples: those of short batches would count more, and the policy would learn to
   * answer briefly.
   */
  default double gradientDenominator(List<Integer> batch) {
    return denominator(batch);
  }

  /** Accumulates the gradients of a batch, and returns its loss by {@link #denominator}. */
  default DataParallel.Result<T> gradients(
      DataParallel model, List<Integer> batch, int microBatch) {
    prepare(model.decoder(), batch);
    double divisor = gradientDenominator(batch);
    DataParallel.Result<T> result = model.gradients(batch, microBatch, divisor, this);
    double reported = denominator(batch);
    return divisor == reported ? result : result.times(divisor / reported);
  }

  /** Returns metrics of a batch for the history, by name, before the update. */
  default Map<String, Double> parts(List<Integer> batch, int step) {
    return Map.of();
  }

  /** Returns the metrics of a batch for the history, by name, from those of its examples. */
  default Map<String, Double> metrics(List<T> examples) {
    return Map.of();
  }

  /** Returns what differs whenever the task or its data differ. */
  RunSettings settings();
}
