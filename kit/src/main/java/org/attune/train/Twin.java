package org.attune.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.model.Decoder;
import org.attune.model.Halves;
import org.attune.model.LanguageModel;
import org.attune.model.Native;
import org.attune.model.TorchScript;
import org.attune.model.Weights;

/**
 * A second model over the weights that are trained, by which half of a batch is differentiated
 * while the other half is by the first. Its gradients are kept apart and added when both are known,
 * so that nothing depends on which was first.
 */
final class Twin {
  private final LanguageModel model;
  private final Decoder decoder;
  private final TorchScript script;

  private Twin(LanguageModel model) {
    this(model, model.trainee());
  }

  Twin(LanguageModel model, Decoder decoder) {
    this.model = model;
    this.decoder = decoder;
    Weights weights = model.decoder().weights().requireGradients(true);
    this.script = TorchScript.load(weights.manager(), Twin.class, "twin.py");
  }

  /** Makes the twin of a model, where halves suit it. */
  static Optional<Twin> of(LanguageModel model) {
    Device device = model.decoder().weights().device();
    return Halves.suit(model.config(), device, Native.threads())
        ? Optional.of(new Twin(model.twin()))
        : Optional.empty();
  }

  LanguageModel model() {
    return model;
  }

  /** Returns the decoder for training. */
  Decoder decoder() {
    return decoder;
  }

  /**
   * Adds the gradients of some examples to those of the first objective's weights, and returns the
   * loss.
   *
   * @param second the first objective by this model
   * @param denominator what the sum of losses is divided by
   */
  double gradients(Objective first, Objective second, List<Integer> examples, double denominator) {
    // Of examples in the order of their lengths, both halves get long ones.
    List<Integer> even = every(examples, 0);
    List<Integer> odd = every(examples, 1);
    Halves.Results<Double> losses =
        Halves.of(
            () -> Objective.backward(first, even, denominator),
            () -> Objective.backward(second, odd, denominator));
    try (Native.Scope scope = Native.scope()) {
      List<NDArray> others = gradients(model.decoder().weights());
      script.inference(
          "add",
          new TorchScript.Inputs(others.get(0))
              .list("G", gradients(first.weights()))
              .list("H", others));
    }
    return losses.first() + losses.second();
  }

  private static List<Integer> every(List<Integer> examples, int first) {
    return IntStream.range(0, examples.size())
        .filter(i -> i % 2 == first)
        .mapToObj(examples::get)
        .toList();
  }

  private static List<NDArray> gradients(Weights weights) {
    List<NDArray> gradients = new ArrayList<>();
    weights.forEach((name, array) -> gradients.add(array.getGradient()));
    return gradients;
  }
}
