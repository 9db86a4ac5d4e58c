package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;

/** Adds s·B·A to copies of the frozen weights, so that no adapter is needed any more. */
final class AdapterMerge {
  private static final String SCRIPT = "merge.torchscript";

  private AdapterMerge() {}

  /** Returns the weights of a plain model that computes the same as the adapted one. */
  static Weights of(LlamaConfig config, Weights base, Adapter adapter) {
    Weights merged = base.copy(base.device());
    try (PyTorch.Scope scope = PyTorch.scope()) {
      AdapterSlots slots = new AdapterSlots(config, adapter);
      merged.forEach(
          (name, array) -> slot(slots, name).ifPresent(slot -> add(merged.manager(), array, slot)));
    }
    return replaced(merged, adapter);
  }

  /** Returns how a matrix is adapted, if it is. */
  static Optional<AdapterSlots.Slot> slot(AdapterSlots slots, String name) {
    return name.endsWith(".weight") ? slots.of(Adapter.module(name)) : Optional.empty();
  }

  /** Adds s·B·A to a matrix in 32 bits. */
  static void add(NDManager manager, NDArray array, AdapterSlots.Slot slot) {
    NDArray groups = array.getManager().create((long) slot.groups());
    NDArray first = array.getManager().create(slot.from());
    NDArray end = array.getManager().create(slot.to());
    NDArray scale = array.getManager().create(slot.scale());
    TorchScript.load(manager, AdapterMerge.class, SCRIPT)
        .inference(
            "add", new TorchScript.Inputs(array, slot.a(), slot.b(), groups, first, end, scale));
  }

  /** Returns whether an adapter's weights are A or B, and none that take the place of others. */
  static boolean isLowRank(String name) {
    return name.contains(".lora_");
  }

  /** Puts the modules that were trained as a whole in the place of the frozen ones. */
  private static Weights replaced(Weights merged, Adapter adapter) {
    Weights all = merged;
    for (String name : adapter.weights().names()) {
      if (!isLowRank(name)) {
        Weights before = all;
        all = all.with(name, adapter.weights().tensor(name));
        before.close();
      }
    }
    return all;
  }
}
