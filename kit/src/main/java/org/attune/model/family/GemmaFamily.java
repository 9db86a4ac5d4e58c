package org.attune.model.family;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.attune.model.family.Architecture.Activation;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Gemma (Gemma Team 2024, arXiv 2403.08295): norms with 1 + gain, embeddings scaled by the square
 * root of their width, and GELU.
 */
final class GemmaFamily implements Family {
  private static final String FUNCTION = "hidden_act";
  private static final String OTHER = "hidden_activation";
  private static final String USUAL = "gelu_pytorch_tanh";

  /** What the files of the first release say, though their models were trained with the usual. */
  private static final String FIRST = "gelu";

  @Override
  public String modelType() {
    return "gemma";
  }

  @Override
  public String className() {
    return "Gemma";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 16;
  }

  @Override
  public int headWidth(int width, int heads) {
    return 256;
  }

  @Override
  public boolean tied() {
    return true;
  }

  @Override
  public String activation() {
    return USUAL;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("gemma", Feature.GELU, Feature.TIED)
        .flag("attention_bias", "attn_q.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    String function = keys.text(FUNCTION, USUAL);
    if (function.equals(FIRST)) {
      builder.activation(Activation.GELU_TANH);
    }
    String used = function.equals(FIRST) ? USUAL : function;
    keys.unless(
        keys.text(OTHER, used).equals(used),
        OTHER,
        "null or the same as 'hidden_act' ("
            + used
            + "), for some versions of transformers read the one and some the other");
    common(builder, keys, sizes)
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }

  /** Sets what all Gemmas have in common. */
  static ArchitectureBuilder common(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    keys.refuseUnless(
        !keys.flag("use_bidirectional_attention", false),
        "use_bidirectional_attention",
        "such a model reads texts and cannot write them, so it cannot be aligned.");
    boolean biases = keys.flag("attention_bias", false);
    return builder
        .biases(biases, biases, false)
        .norms(NormKind.RMS_PLUS_ONE)
        .embeddingScale(Math.sqrt(sizes.width()));
  }

  /** Names the function that is meant: only version 5 of transformers reads it as such. */
  @Override
  public void complete(JsonObject json, Architecture architecture, int headWidth) {
    JsonElement stated = json.get(FUNCTION);
    if (new JsonPrimitive(FIRST).equals(stated)) {
      json.addProperty(FUNCTION, USUAL);
    }
  }
}
