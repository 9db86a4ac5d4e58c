package org.attune.train.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.attune.engine.PyTorch;
import org.attune.method.Validation;
import org.attune.model.Decoder;

/**
 * Measures the loss of held-out examples at intervals, without gradients or random numbers: a run
 * takes the same steps with it as without.
 *
 * <p>A step's value belongs to the weights before the step, like its training loss; that of the
 * last step belongs to the final weights.
 */
public final class HeldOutLoss {
  private static final int BATCH = 32;

  private final TrainingObjective<?> heldOut;
  private final Decoder reader;
  private final Optional<DoubleSupplier> sensitivity;
  private final Validation validation;

  /**
   * Prepares the measurement.
   *
   * @param heldOut the examples
   * @param reader a decoder over the trained weights
   * @param sensitivity how strongly the policy depends on the score in its prompt, if it has one
   */
  public HeldOutLoss(
      TrainingObjective<?> heldOut,
      Decoder reader,
      Optional<DoubleSupplier> sensitivity,
      Validation validation) {
    this.heldOut = heldOut;
    this.reader = reader;
    this.sensitivity = sensitivity;
    this.validation = validation;
  }

  /** Returns whether the loss is measured before a step, counted from 0, of {@code total}. */
  boolean due(int done, int total) {
    return done % validation.every(total) == 0;
  }

  /** Measures with the current weights. */
  Map<String, Double> measure() {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put(History.HELD_OUT_LOSS, loss());
    sensitivity.ifPresent(gauge -> parts.put(History.SCORE_SENSITIVITY, gauge.getAsDouble()));
    return parts;
  }

  /** Returns the loss over all examples, reduced like one batch. */
  private double loss() {
    List<Integer> all = IntStream.range(0, heldOut.size()).boxed().toList();
    heldOut.prepare(reader, all);
    double denominator = heldOut.denominator(all);
    double sum = 0;
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Integer> some = all.subList(from, Math.min(all.size(), from + BATCH));
      sum += PyTorch.scoped(() -> (double) heldOut.loss(reader, some).sum().getFloat());
    }
    return sum / denominator;
  }

  /** Returns whether the last {@code patience} measurements all found no new lowest loss. */
  boolean exhausted(List<StepMetrics> steps) {
    List<Double> losses = new History(steps).heldOutLosses();
    int patience = validation.patience();
    if (patience == 0 || losses.size() <= patience) {
      return false;
    }
    int lowest =
        IntStream.range(0, losses.size())
            .boxed()
            .min(java.util.Comparator.comparing(losses::get))
            .orElseThrow();
    return lowest < losses.size() - patience;
  }
}
