package org.attune.train.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.model.SafeTensors;
import org.attune.model.Weights;

/** Weights with their optimiser, stored under a prefix in checkpoints. */
public final class TrainableParameters {
  private final String prefix;
  private final Weights weights;
  private final AdamW optimiser;

  public TrainableParameters(String prefix, Weights weights) {
    this.prefix = prefix + ".";
    this.weights = weights;
    this.optimiser = new AdamW(weights);
  }

  public Weights weights() {
    return weights;
  }

  /** Applies one step and returns the gradient's norm before clipping. */
  public double step(double rate, double decay, double clip) {
    return optimiser.step(rate, decay, clip);
  }

  public Map<String, SafeTensors.Tensor> tensors() {
    return named(weights.tensors());
  }

  public Map<String, SafeTensors.Tensor> state() {
    return named(optimiser.state());
  }

  public void restore(Checkpoint.Snapshot snapshot) {
    weights.set(unnamed(snapshot.weights()));
    optimiser.restore(unnamed(snapshot.optimiser()));
  }

  private Map<String, SafeTensors.Tensor> named(Map<String, SafeTensors.Tensor> tensors) {
    Map<String, SafeTensors.Tensor> named = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> named.put(prefix + name, tensor));
    return named;
  }

  private Map<String, SafeTensors.Tensor> unnamed(Map<String, SafeTensors.Tensor> tensors) {
    Map<String, SafeTensors.Tensor> unnamed = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            unnamed.put(name.substring(prefix.length()), tensor);
          }
        });
    return unnamed;
  }
}
