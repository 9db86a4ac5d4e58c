package org.attune.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.attune.engine.PyTorch;
import org.attune.model.Weights;

/**
 * What the training loop needs to know of a task: which weights, how many examples, and the loss of
 * some of them.
 */
interface TrainingObjective {
  /** Returns the weights to train. */
  Weights weights();

  /** Returns the number of examples. */
  int size();

  /** Returns the length of an example in tokens. */
  int length(int example);

  /** Is told of a whole batch before the losses of its parts are asked for. */
  default void prepare(List<Integer> batch) {}

  /** Returns what the summed loss of a whole batch is divided by. */
  double denominator(List<Integer> batch);

  /** Returns the summed, not yet divided, loss of some examples; gradients flow. */
  NDArray loss(List<Integer> examples);

  /**
   * Adds the gradients of some examples to those of the weights, and returns their loss.
   *
   * @param denominator what the sum of losses is divided by
   */
  default double gradients(List<Integer> examples, double denominator) {
    return backward(() -> loss(examples), denominator);
  }

  /** Adds the gradients of a sum of losses, in the calling thread alone, and returns their loss. */
  static double backward(Supplier<NDArray> losses, double denominator) {
    return PyTorch.backward(
        () -> {
          NDArray sum = losses.get();
          return sum.div(PyTorch.constant(sum.getManager(), denominator));
        },
        value -> (double) value.getFloat());
  }

  /** Returns sums over the examples last computed that the history should show, by name. */
  default Map<String, Double> parts(List<Integer> batch, int step) {
    return Map.of();
  }

  /** Returns what was seen while the losses of the last batch were computed, by name. */
  default Map<String, Double> seen() {
    return Map.of();
  }

  /** Returns a text that differs whenever the task or its data differ. */
  String fingerprint();
}
