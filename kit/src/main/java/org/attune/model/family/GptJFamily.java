package org.attune.model.family;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.Architecture.Residual;

/**
 * GPT-J (Wang and Komatsuzaki 2021): LayerNorm, attention and feed-forward layer that read the same
 * input through one norm, feed-forward layers without a gate, biases of these layers and of logits,
 * and a part of each head whose neighbouring numbers are rotated.
 */
class GptJFamily implements Family {
  private static final String PART = "rotary_dim";
  private static final double BASE = 10_000;

  private static final Map<String, String> OUTSIDE =
      Map.of(
          FileNames.EMBEDDING,
          "transformer.wte.weight",
          FileNames.NORM,
          "transformer.ln_f.weight",
          "model.norm.bias",
          "transformer.ln_f.bias");

  /** What acts only in training, and there at random, or what transformers does not read. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "attn_pdrop",
          "gradient_checkpointing",
          "n_ctx",
          "scale_attn_weights",
          "summary_activation",
          "summary_first_dropout",
          "summary_proj_to_labels",
          "summary_type",
          "summary_use_proj");

  /** Returns the names of a file, which stores queries, keys and values in its own way. */
  static FileNames names(Map<String, List<String>> attention, FileNames.Turns turns) {
    Map<String, List<String>> renamed = new TreeMap<>(attention);
    renamed.put("attn.out_proj.weight", List.of("self_attn.o_proj.weight"));
    for (String kind : List.of("weight", "bias")) {
      renamed.put("ln_1." + kind, List.of("input_layernorm." + kind));
      renamed.put("mlp.fc_in." + kind, List.of("mlp.up_proj." + kind));
      renamed.put("mlp.fc_out." + kind, List.of("mlp.down_proj." + kind));
    }
    return new FileNames("transformer.h.", OUTSIDE, renamed, turns, false);
  }

  @Override
  public String modelType() {
    return "gptj";
  }

  @Override
  public String className() {
    return "GPTJ";
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public String feedForwardKey() {
    return "n_inner";
  }

  @Override
  public int feedForwardWidth(int width) {
    return 4 * width;
  }

  @Override
  public String activationKey() {
    return "activation_function";
  }

  @Override
  public String activation() {
    return "gelu_new";
  }

  @Override
  public boolean turnsParts() {
    return true;
  }

  @Override
  public String key(String llama) {
    return switch (llama) {
      case "hidden_size" -> "n_embd";
      case "intermediate_size" -> "n_inner";
      case "num_hidden_layers" -> "n_layer";
      case "num_attention_heads" -> "n_head";
      case "max_position_embeddings" -> "n_positions";
      case "rms_norm_eps" -> "layer_norm_epsilon";
      case "head_dim", "num_key_value_heads" -> "";
      default -> llama;
    };
  }

  /** Older files hold the causal mask, the score of what it hides, and the angles. */
  @Override
  public String ignoredTensors() {
    return "transformer\\.h\\.\\d+\\.attn\\.(bias|masked_bias|causal_mask|embed_positions)";
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.NONE;
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    WITHOUT_EFFECT.forEach(keys::has);
    int part = keys.whole(PART, keys.names(PART) ? 0 : 64);
    keys.unless(
        part > 0 && part % 2 == 0 && part <= sizes.headWidth(),
        PART,
        "an even number from 2 to the width of a head, " + sizes.headWidth());
    keys.refuseUnless(
        !keys.flag("tie_word_embeddings", false),
        "tie_word_embeddings",
        "logits with a bias, but without a matrix of their own, are not supported.");
    builder
        .norms(NormKind.LAYER)
        .ungated()
        .biases(false, false, true)
        .logitBias()
        .residual(Residual.PARALLEL_ONE_NORM)
        .rotatesNeighbours()
        .rope(RopeParameters.plain(part, BASE, sizes.context()))
        .names(names());
  }

  /** Returns the names of a file. */
  FileNames names() {
    Map<String, List<String>> attention = new TreeMap<>();
    for (String matrix : List.of("q_proj", "k_proj", "v_proj")) {
      attention.put("attn." + matrix + ".weight", List.of("self_attn." + matrix + ".weight"));
    }
    return names(attention, FileNames.Turns.NONE);
  }

  /** States the part that is rotated, and removes what other families have for it. */
  @Override
  public void complete(JsonObject json, Architecture architecture, int headWidth) {
    json.addProperty(PART, architecture.rotaryWidth());
    json.remove("rope_theta");
    json.remove("rope_parameters");
  }
}
