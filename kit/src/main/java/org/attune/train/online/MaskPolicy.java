package org.attune.train.online;

import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.engine.HostTensor;
import org.attune.method.online.ActionMask;
import org.attune.model.LanguageModel;
import org.attune.model.Nucleus;
import org.attune.train.loop.Checkpoint;

/** The copy of the policy whose nucleus restricts it, updated every few rollouts. */
final class MaskPolicy {
  private static final String PREFIX = "mask.";

  private final ActionMask mask;
  private final LanguageModel model;

  MaskPolicy(ActionMask mask, LanguageModel start) {
    this.mask = mask;
    this.model = start.copy();
  }

  /** Returns the copy, whose weights change with each update. */
  LanguageModel model() {
    return model;
  }

  double topP() {
    return mask.topP();
  }

  /**
   * Returns the nucleus for scoring. It is computed in 32 bits, as in sampling, so that a sampled
   * token is also inside the nucleus when scored.
   */
  Nucleus nucleus() {
    return new Nucleus(model.decoder(), mask.topP());
  }

  /** Updates the copy from the policy before a rollout, counted from 0, when due. */
  void begin(int round, LanguageModel policy) {
    if (round % mask.refresh() == 0) {
      model.decoder().trainable().set(policy.decoder().trainable().tensors());
    }
  }

  Map<String, HostTensor> tensors() {
    Map<String, HostTensor> named = new LinkedHashMap<>();
    model.decoder().trainable().tensors().forEach((name, t) -> named.put(PREFIX + name, t));
    return named;
  }

  void restore(Checkpoint.TrainerState snapshot) {
    Map<String, HostTensor> own = new LinkedHashMap<>();
    snapshot
        .weights()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(PREFIX)) {
                own.put(name.substring(PREFIX.length()), tensor);
              }
            });
    model.decoder().trainable().set(own);
  }
}
