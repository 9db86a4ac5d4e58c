package org.attune.model;

import ai.djl.ndarray.NDArray;
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
      TorchScript script = TorchScript.load(merged.manager(), AdapterMerge.class, SCRIPT);
      merged.forEach(
          (name, array) ->
              slots.of(Adapter.module(name)).ifPresent(slot -> add(script, name, array, slot)));
    }
    return replaced(merged, adapter);
  }

  private static void add(TorchScript script, String name, NDArray array, AdapterSlots.Slot slot) {
    if (name.endsWith(".weight")) {
      NDArray groups = array.getManager().create((long) slot.groups());
      NDArray first = array.getManager().create(slot.from());
      NDArray end = array.getManager().create(slot.to());
      NDArray scale = array.getManager().create(slot.scale());
      script.inference(
          "add", new TorchScript.Inputs(array, slot.a(), slot.b(), groups, first, end, scale));
    }
  }

  /** Puts the modules that were trained as a whole in the place of the frozen ones. */
  private static Weights replaced(Weights merged, Adapter adapter) {
    Weights all = merged;
    for (String name : adapter.weights().names()) {
      if (!name.contains(".lora_")) {
        Weights before = all;
        all = all.with(name, adapter.weights().tensor(name));
        before.close();
      }
    }
    return all;
  }
}
