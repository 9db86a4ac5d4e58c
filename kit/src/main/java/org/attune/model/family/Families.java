package org.attune.model.family;

import java.util.List;
import java.util.stream.Collectors;

/** All supported families. */
public final class Families {
  private static final List<Family> ALL =
      List.of(
          new LlamaFamily(),
          new MistralFamily(),
          new Qwen2Family(),
          new Qwen3Family(),
          new SmolLm3Family(),
          new Gemma2Family(),
          new Gemma3Family(),
          new Olmo2Family(),
          new Phi3Family(),
          new GraniteFamily());

  private Families() {}

  /**
   * Returns the family that a {@code config.json} names; files without a name are read as Llama.
   */
  public static Family of(ConfigKeys keys) {
    String type = keys.text("model_type", "llama");
    for (Family family : ALL) {
      if (family.modelType().equals(type)) {
        return family;
      }
    }
    keys.refuseUnless(
        false,
        "model_type",
        "this model type is not supported; supported are "
            + ALL.stream().map(Family::modelType).collect(Collectors.joining(", "))
            + ".");
    throw new IllegalStateException("A refusal throws.");
  }

  /** Returns all families. */
  public static List<Family> all() {
    return ALL;
  }
}
