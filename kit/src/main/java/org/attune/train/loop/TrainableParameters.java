package org.attune.train.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.engine.HostTensor;
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

  /** Turns recording of gradients on or off; a step starts without any. */
  public void requireGradients(boolean required) {
    if (required) {
      weights.gradients().begin();
    } else {
      weights.gradients().end();
    }
  }

  /** Applies one step and returns the gradient's norm before clipping. */
  public double step(double rate, double decay, double clip) {
    return optimiser.step(rate, decay, clip);
  }

  public Map<String, HostTensor> tensors() {
    return named(weights.tensors());
  }

  public Map<String, HostTensor> state() {
    return named(optimiser.state());
  }

  public void restore(Checkpoint.TrainerState snapshot) {
    weights.set(unnamed(snapshot.weights()));
    optimiser.restore(unnamed(snapshot.optimiser()));
  }

  private Map<String, HostTensor> named(Map<String, HostTensor> tensors) {
    Map<String, HostTensor> named = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> named.put(prefix + name, tensor));
    return named;
  }

  private Map<String, HostTensor> unnamed(Map<String, HostTensor> tensors) {
    Map<String, HostTensor> unnamed = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            unnamed.put(name.substring(prefix.length()), tensor);
          }
        });
    return unnamed;
  }
}
