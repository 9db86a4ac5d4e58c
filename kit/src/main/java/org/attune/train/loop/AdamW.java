package org.attune.train.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;
import org.attune.model.Weights;

/**
 * AdamW with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101) and clipping by
 * the global norm.
 *
 * <p>Weight decay applies to matrices, not to vectors (the norms' gains). One native call updates
 * all weights.
 */
final class AdamW {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.99;
  private static final double EPSILON = 1e-8;

  private final Weights weights;
  private final Weights first;
  private final Weights second;
  private final Weights steps;
  private final TorchScript script;

  AdamW(Weights weights) {
    this.weights = weights;
    this.first = weights.zeros();
    this.second = weights.zeros();
    Map<String, HostTensor> counters = new LinkedHashMap<>();
    weights.forEach((name, array) -> counters.put(name, new HostTensor(new long[0], new float[1])));
    this.steps = Weights.of(counters, weights.device());
    this.script = TorchScript.load(weights.manager(), AdamW.class, "adamw.torchscript");
  }

  /**
   * Applies one step to the weights and frees their gradients.
   *
   * @param rate learning rate
   * @param decay decoupled weight decay of the matrices
   * @param clip largest allowed norm of the gradient
   * @return the norm before clipping
   */
  double step(double rate, double decay, double clip) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      weights.gradients().make(); // Those that no backward pass has reached.
      Map<String, NDArray> gradients = weights.gradients().byName();
      TorchScript.Inputs all =
          new TorchScript.Inputs(PyTorch.constant(weights.manager(), clip))
              .list("G", List.copyOf(gradients.values()));
      double norm = script.inference("clip", all).singletonOrThrow().getFloat();
      update(rate, decay, gradients, name -> weights.get(name).getShape().dimension() > 1);
      update(rate, 0, gradients, name -> weights.get(name).getShape().dimension() <= 1);
      weights.gradients().free();
      return norm;
    }
  }

  private void update(
      double rate, double decay, Map<String, NDArray> gradients, Predicate<String> group) {
    NDManager manager = weights.manager();
    List<String> names = new ArrayList<>(gradients.keySet());
    names.removeIf(group.negate());
    if (names.isEmpty()) {
      return;
    }
    NDArray[] scalars =
        DoubleStream.of(rate, decay, BETA1, BETA2, EPSILON)
            .mapToObj(value -> PyTorch.constant(manager, value))
            .toArray(NDArray[]::new);
    TorchScript.Inputs inputs =
        new TorchScript.Inputs(scalars)
            .list("P", names.stream().map(weights::get).toList())
            .list("G", names.stream().map(gradients::get).toList())
            .list("M", names.stream().map(first::get).toList())
            .list("V", names.stream().map(second::get).toList())
            .list("S", names.stream().map(steps::get).toList());
    script.inference("update", inputs);
  }

  /** Copies the moments and step counters to the heap, for a checkpoint. */
  Map<String, HostTensor> state() {
    Map<String, HostTensor> state = new LinkedHashMap<>();
    first.tensors().forEach((name, tensor) -> state.put("first." + name, tensor));
    second.tensors().forEach((name, tensor) -> state.put("second." + name, tensor));
    steps.tensors().forEach((name, tensor) -> state.put("steps." + name, tensor));
    return state;
  }

  /** Restores a state. */
  void restore(Map<String, HostTensor> state) {
    first.set(part(state, "first."));
    second.set(part(state, "second."));
    steps.set(part(state, "steps."));
  }

  private static Map<String, HostTensor> part(Map<String, HostTensor> state, String prefix) {
    Map<String, HostTensor> part = new LinkedHashMap<>();
    state.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), tensor);
          }
        });
    return part;
  }
}
