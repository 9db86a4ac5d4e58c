package org.attune.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;
import org.attune.model.Decoder;
import org.attune.model.Halves;
import org.attune.model.LanguageModel;
import org.attune.model.Weights;

/**
 * A second decoder over the weights that are trained, by which half of a batch is differentiated
 * while the other half is by the first. Its gradients are kept apart and added when both are known,
 * so that nothing depends on which was first.
 */
final class Twin {
  private final Weights trained;
  private final Decoder decoder;
  private final TorchScript script;

  /**
   * Makes a twin of a decoder over the same weights in memory.
   *
   * @param trained the weights that gradients are added to
   */
  Twin(Weights trained, Decoder decoder) {
    this.trained = trained;
    this.decoder = decoder;
    Weights weights = decoder.weights().requireGradients(true);
    this.script = TorchScript.load(weights.manager(), Twin.class, "twin.torchscript");
  }

  /** Makes the twin of a model, where halves suit it. */
  static Optional<Twin> of(LanguageModel model) {
    Weights weights = model.decoder().weights();
    Device device = weights.device();
    return Halves.suit(model.config(), device, PyTorch.threads())
        ? Optional.of(new Twin(weights, model.twin().trainingDecoder()))
        : Optional.empty();
  }

  /** Returns the decoder for training. */
  Decoder decoder() {
    return decoder;
  }

  /**
   * Has gradients added side by side and returns what both came to.
   *
   * @param first adds to the gradients of the weights that are trained
   * @param second adds to those of this twin, which then go to the trained ones
   */
  <T> Halves.Results<T> gradients(Supplier<T> first, Supplier<T> second) {
    Halves.Results<T> results = Halves.of(first, second);
    try (PyTorch.Scope scope = PyTorch.scope()) {
      List<NDArray> others = gradients(decoder.weights());
      script.inference(
          "add",
          new TorchScript.Inputs(others.get(0)).list("G", gradients(trained)).list("H", others));
    }
    return results;
  }

  private static List<NDArray> gradients(Weights weights) {
    List<NDArray> gradients = new ArrayList<>();
    weights.forEach((name, array) -> gradients.add(array.getGradient()));
    return gradients;
  }
}
