package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.engine.PyTorch;

/**
 * The weights of a model with its adapter added, one matrix at a time: a model that is held in few
 * bits can be saved without a whole copy in 32.
 */
public final class MergedWeights {
  private final Weights frozen;
  private final Optional<Adapter> adapter;
  private final Optional<AdapterSlots> slots;

  /** Reads the weights of a model. */
  public MergedWeights(LanguageModel model) {
    this.frozen = model.decoder().weights();
    this.adapter = model.adapter();
    this.slots = adapter.map(own -> new AdapterSlots(model.config(), own));
  }

  /** Returns all names in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>(frozen.names());
    adapter.stream()
        .flatMap(own -> own.weights().names().stream())
        .filter(name -> !AdapterMerge.isLowRank(name) && !frozen.has(name))
        .forEach(names::add);
    return names;
  }

  /** Returns the shape of the weights of a name. */
  public Shape shape(String name) {
    return source(name).shape(name);
  }

  /** Copies the values of a name to the heap. */
  public float[] values(String name) {
    Weights source = source(name);
    return source == frozen
        ? slots
            .flatMap(all -> AdapterMerge.slot(all, name))
            .map(slot -> merged(name, slot))
            .orElseGet(() -> frozen.values(name))
        : source.values(name);
  }

  private float[] merged(String name, AdapterSlots.Slot slot) {
    return PyTorch.scoped(
        () -> {
          NDArray own = frozen.full(name).duplicate();
          AdapterMerge.add(frozen.manager(), own, slot);
          return own.toFloatArray();
        });
  }

  /** Returns whose weights of a name are used: the adapter's, if it has its own. */
  private Weights source(String name) {
    return adapter.map(Adapter::weights).filter(own -> own.has(name)).orElse(frozen);
  }
}
