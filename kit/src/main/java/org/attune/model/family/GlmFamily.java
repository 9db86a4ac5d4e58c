package org.attune.model.family;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * GLM-4 (GLM Team 2024, arXiv 2406.12793): Llama with biases of queries, keys and values, and a
 * part of each head whose neighbouring numbers are rotated. Files store gate and up as one matrix.
 */
class GlmFamily implements Family {
  private static final double USUAL_PART = 0.5;

  @Override
  public String modelType() {
    return "glm";
  }

  @Override
  public String className() {
    return "Glm";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 2;
  }

  @Override
  public int headWidth(int width, int heads) {
    return 128;
  }

  @Override
  public double epsilon() {
    return 1.5625e-7;
  }

  @Override
  public boolean turnsParts() {
    return true;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.NONE;
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    builder
        .biases(keys.flag("attention_bias", true), false, false)
        .rotatesNeighbours()
        .fused(stacks())
        .rope(RopeReader.partly(keys, sizes, USUAL_PART));
  }

  /** Returns which weights a file stores as one or under another name. */
  Map<String, List<String>> stacks() {
    Map<String, List<String>> stacks = new TreeMap<>();
    stacks.put("mlp.gate_up_proj.weight", List.of("mlp.gate_proj.weight", "mlp.up_proj.weight"));
    return stacks;
  }

  /** States the part that is rotated where version 4 and where version 5 looks for it. */
  @Override
  public void complete(JsonObject json, Architecture architecture, int headWidth) {
    RopeForms.part(json, architecture.rotaryWidth(), headWidth);
  }
}
