package org.attune.model.family;

import com.google.gson.JsonObject;
import java.util.List;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * OLMo 3 (OLMo Team 2025): OLMo 2 with a sliding window in three of four layers, and a scaling of
 * rotary positions in the other ones only.
 */
final class Olmo3Family implements Family {
  private static final int PERIOD = 4;
  private static final double THETA = 500_000;
  private static final Olmo2Family BEFORE = new Olmo2Family();

  @Override
  public String modelType() {
    return "olmo3";
  }

  @Override
  public String className() {
    return "Olmo3";
  }

  @Override
  public double epsilon() {
    return BEFORE.epsilon();
  }

  /** llama.cpp calls it OLMo 2 and tells it by its windows. */
  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "olmo2", Feature.HEADS_FILL_WIDTH, Feature.OUTPUT_MATRIX, Feature.YARN_WITHOUT_WINDOW)
        .windows(PERIOD)
        .flag("attention_bias", "attn_q.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    List<String> types = LayerTypes.read(keys, sizes.layers(), layer -> (layer + 1) % PERIOD != 0);
    List<RopeParameters> ropes = LayerRopes.read(keys, sizes, "", THETA, THETA);
    keys.refuseUnless(
        ropes.stream().allMatch(rope -> rope.theta() == THETA),
        keys.has("rope_parameters") ? "rope_parameters" : "rope_theta",
        "transformers 4 and 5 read a base other than 500000, which all published models have,"
            + " differently in layers with a sliding window; the model cannot be used.");
    Olmo2Family.attention(builder, keys);
    builder
        .windows(LayerTypes.windows(types, keys, keys.whole("sliding_window", 4096)))
        .rotations(ropes, LayerRopes.rotations(types));
  }

  @Override
  public void complete(JsonObject json, Architecture architecture, int headWidth) {
    json.remove("rope_local_base_freq"); // Gemma 3's key
  }
}
