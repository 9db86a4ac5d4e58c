package org.attune.model.family;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.Architecture.Residual;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * GPT-NeoX (Black et al. 2022, arXiv 2204.06745) and Pythia (Biderman et al. 2023, arXiv
 * 2304.01373): LayerNorm, feed-forward layers without a gate, biases everywhere, a part of each
 * head left unrotated, and attention and feed-forward layer that read the same input. Files store
 * queries, keys and values as one matrix, in which they take turns from head to head.
 */
final class GptNeoXFamily implements Family {
  private static final String PART = "rotary_pct";
  private static final String BASE = "rotary_emb_base";
  private static final String FRESH = "rope_parameters";
  private static final String FRESH_PART = "partial_rotary_factor";
  private static final String FRESH_BASE = "rope_theta";
  private static final double USUAL_PART = 0.25;
  private static final double USUAL_BASE = 10_000;

  private static final FileNames NAMES =
      new FileNames(
          "gpt_neox.layers.",
          Map.of(
              FileNames.EMBEDDING,
              "gpt_neox.embed_in.weight",
              FileNames.NORM,
              "gpt_neox.final_layer_norm.weight",
              "model.norm.bias",
              "gpt_neox.final_layer_norm.bias",
              FileNames.OUTPUT,
              "embed_out.weight"),
          Map.of(
              "attention.query_key_value.weight",
              FileNames.queriesKeysValues("weight"),
              "attention.query_key_value.bias",
              FileNames.queriesKeysValues("bias"),
              "attention.dense.weight",
              List.of("self_attn.o_proj.weight"),
              "attention.dense.bias",
              List.of("self_attn.o_proj.bias"),
              "mlp.dense_h_to_4h.weight",
              List.of("mlp.up_proj.weight"),
              "mlp.dense_h_to_4h.bias",
              List.of("mlp.up_proj.bias"),
              "mlp.dense_4h_to_h.weight",
              List.of("mlp.down_proj.weight"),
              "mlp.dense_4h_to_h.bias",
              List.of("mlp.down_proj.bias")),
          FileNames.Turns.HEADS,
          false);

  @Override
  public String modelType() {
    return "gpt_neox";
  }

  @Override
  public String className() {
    return "GPTNeoX";
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public String activation() {
    return "gelu";
  }

  @Override
  public boolean turnsParts() {
    return true;
  }

  @Override
  public String key(String llama) {
    return switch (llama) {
      case "rms_norm_eps" -> "layer_norm_eps";
      case FRESH_BASE -> BASE;
      case FRESH_PART -> PART;
      case "head_dim", "num_key_value_heads" -> "";
      default -> llama;
    };
  }

  /** Older files hold the causal mask, the score of what it hides, and the rotary frequencies. */
  @Override
  public String ignoredTensors() {
    return "gpt_neox\\.layers\\.\\d+\\.attention\\.(bias|masked_bias|rotary_emb\\.inv_freq)";
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "gptneox",
            Feature.OUTPUT_BIASES,
            Feature.BIASES,
            Feature.GELU,
            Feature.GELU_BY_TANH,
            Feature.HEADS_FILL_WIDTH,
            Feature.STACKED_ATTENTION,
            Feature.RESIDUAL_FORM,
            Feature.OUTPUT_MATRIX)
        .flag("attention_bias", "attn_qkv.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    boolean biases = keys.flag("attention_bias", true);
    boolean parallel = keys.flag("use_parallel_residual", true);
    builder
        .norms(NormKind.LAYER)
        .ungated()
        .biases(biases, biases, true)
        .residual(parallel ? Residual.PARALLEL : Residual.SEQUENTIAL)
        .names(NAMES)
        .rope(rope(keys, sizes));
  }

  /** Reads the positions; version 4 of transformers has its own names for base and part. */
  private static RopeParameters rope(ConfigKeys keys, Sizes sizes) {
    same(keys, FRESH_BASE, BASE, USUAL_BASE);
    same(keys, FRESH_PART, PART, USUAL_PART);
    return RopeReader.read(
        keys,
        new RopeReader.Names(BASE, PART),
        new RopeReader.Plain(sizes.headWidth(), sizes.context(), USUAL_BASE, USUAL_PART));
  }

  /** Rejects another value under the name that other families have for a number. */
  private static void same(ConfigKeys keys, String other, String own, double usual) {
    keys.unless(
        !keys.has(other) || keys.positive(other, 1) == keys.positive(own, usual),
        other,
        "the same as '" + own + "' (" + usual + " where it is missing)");
  }

  /** Writes base and part of the positions where version 4 and where version 5 looks for them. */
  @Override
  public void complete(JsonObject json, Architecture architecture, int headWidth) {
    double part = RopeForms.part(architecture.rotaryWidth(), headWidth);
    json.addProperty(PART, part);
    json.addProperty(BASE, architecture.ropes().get(0).theta());
    if (json.has(FRESH)) {
      json.getAsJsonObject(FRESH).addProperty(FRESH_PART, part);
    }
    json.remove(FRESH_PART);
    json.remove(FRESH_BASE);
  }
}
