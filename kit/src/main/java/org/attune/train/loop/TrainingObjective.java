package org.attune.train.loop;

import java.util.List;
import java.util.Map;
import org.attune.model.Decoder;

/**
 * What the training loop needs to know of a task: how many examples there are, and the loss of some
 * of them. The loop decides how many processors share a batch.
 *
 * @param <T> what is kept of an example while its loss is computed
 */
public interface TrainingObjective<T> extends DataParallel.LossFunction<T> {
  /** Returns the number of examples. */
  int size();

  /** Returns the length of an example in tokens. */
  int length(int example);

  /**
   * Is told of a whole batch before the losses of its parts are asked for.
   *
   * @param decoder reads without gradients
   */
  default void prepare(Decoder decoder, List<Integer> batch) {}

  /** Returns what the summed loss of a whole batch is divided by. */
  double denominator(List<Integer> batch);

  /** Adds up the gradients of a batch, divided by the whole batch's denominator. */
  default DataParallel.Result<T> gradients(
      DataParallel model, List<Integer> batch, int microBatch) {
    prepare(model.decoder(), batch);
    return model.gradients(batch, microBatch, denominator(batch), this);
  }

  /** Returns numbers of a batch that the history should show, by name, before it is learnt from. */
  default Map<String, Double> parts(List<Integer> batch, int step) {
    return Map.of();
  }

  /** Returns what the history should show of what was kept of a batch's examples, by name. */
  default Map<String, Double> metrics(List<T> examples) {
    return Map.of();
  }

  /** Returns a text that differs whenever the task or its data differ. */
  String fingerprint();
}
