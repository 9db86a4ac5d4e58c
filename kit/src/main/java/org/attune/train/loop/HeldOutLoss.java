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
 * Measures the loss of held-out examples now and then, without gradients and without a random
 * number: a run takes the same steps with it as without.
 *
 * <p>A step's value belongs to the weights that the step found, as its training loss does; that of
 * the last step to the weights that it left.
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
   * @param reader decodes with the weights that are trained
   * @param sensitivity how much the policy listens to the score in its prompt, where it has one
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

  /** Tells whether the loss is measured before a step, counted from 0, of {@code total}. */
  boolean due(int done, int total) {
    return done % validation.every(total) == 0;
  }

  /** Measures with the weights as they are. */
  Map<String, Double> measure() {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put(History.HELD_OUT_LOSS, loss());
    sensitivity.ifPresent(gauge -> parts.put(History.SCORE_SENSITIVITY, gauge.getAsDouble()));
    return parts;
  }

  /** Reduces over all examples as over one batch. */
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

  /** Tells whether the last {@code patience} measurements all failed to find a new lowest loss. */
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
