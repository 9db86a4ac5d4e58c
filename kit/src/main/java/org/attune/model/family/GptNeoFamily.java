package org.attune.model.family;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.model.family.Architecture.NormKind;

/**
 * GPT-Neo (Black et al. 2021) and TinyStories (Eldan and Li 2023, arXiv 2305.07759): GPT-2 with
 * attention scores that are not scaled, and a sliding window in the layers called local.
 */
final class GptNeoFamily implements Family {
  private static final String TYPES = "attention_types";
  private static final String LAYERS = "attention_layers";
  private static final String LOCAL = "local";
  private static final int USUAL_PERIODS = 12;

  private static final Map<String, String> OUTSIDE =
      Map.of(
          FileNames.EMBEDDING,
          "transformer.wte.weight",
          FileNames.POSITIONS,
          "transformer.wpe.weight",
          FileNames.NORM,
          "transformer.ln_f.weight",
          "model.norm.bias",
          "transformer.ln_f.bias");

  /** What acts only in training, and there at random, or in other classes. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "embed_dropout",
          "gradient_checkpointing",
          "resid_dropout",
          "summary_activation",
          "summary_first_dropout",
          "summary_proj_to_labels",
          "summary_type",
          "summary_use_proj");

  private static FileNames names() {
    Map<String, List<String>> renamed = new TreeMap<>();
    for (String matrix : List.of("q_proj", "k_proj", "v_proj")) {
      renamed.put(
          "attn.attention." + matrix + ".weight", List.of("self_attn." + matrix + ".weight"));
    }
    for (String kind : List.of("weight", "bias")) {
      renamed.put("ln_1." + kind, List.of("input_layernorm." + kind));
      renamed.put("attn.attention.out_proj." + kind, List.of("self_attn.o_proj." + kind));
      renamed.put("ln_2." + kind, List.of("post_attention_layernorm." + kind));
      renamed.put("mlp.c_fc." + kind, List.of("mlp.up_proj." + kind));
      renamed.put("mlp.c_proj." + kind, List.of("mlp.down_proj." + kind));
    }
    return new FileNames("transformer.h.", OUTSIDE, renamed, FileNames.Turns.NONE, false);
  }

  @Override
  public String modelType() {
    return "gpt_neo";
  }

  @Override
  public String className() {
    return "GPTNeo";
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public boolean tied() {
    return true;
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
  public String key(String llama) {
    return switch (llama) {
      case "num_hidden_layers" -> "num_layers";
      case "num_attention_heads" -> "num_heads";
      case "rms_norm_eps" -> "layer_norm_epsilon";
      case "head_dim", "num_key_value_heads" -> "";
      default -> llama;
    };
  }

  /** Files hold the mask of what a position attends to, and the score of what it hides. */
  @Override
  public String ignoredTensors() {
    return "transformer\\.h\\.\\d+\\.attn\\.attention\\.(bias|masked_bias)";
  }

  @Override
  public String optionalPrefix() {
    return "transformer.";
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.NONE;
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    WITHOUT_EFFECT.forEach(keys::has);
    int window = keys.whole("window_size", 256);
    keys.unless(window > 0, "window_size", "a whole number greater than 0");
    List<Integer> windows = new ArrayList<>();
    types(keys, sizes.layers()).forEach(type -> windows.add(type.equals(LOCAL) ? window : 0));
    builder
        .norms(NormKind.LAYER)
        .ungated()
        .biases(false, true, true)
        .scoreScale(1)
        .windows(windows)
        .learnedPositions(sizes.headWidth(), sizes.context())
        .names(names());
  }

  /** Returns the type of each layer, which transformers reads from periods such as [["a"], 6]. */
  private static List<String> types(ConfigKeys keys, int layers) {
    List<String> types = new ArrayList<>();
    for (JsonElement each : keys.elements(TYPES)) {
      types.addAll(period(keys, each, layers));
    }
    if (!keys.has(TYPES)) {
      Collections.nCopies(USUAL_PERIODS, List.of("global", LOCAL)).forEach(types::addAll);
    }
    String form = "a list such as [[[\"global\", \"local\"], N]] of all " + layers + " layers";
    keys.unless(types.size() == layers && List.of("global", LOCAL).containsAll(types), TYPES, form);
    List<String> again = keys.texts(LAYERS);
    keys.unless(!keys.has(LAYERS) || again.equals(types), LAYERS, "what '" + TYPES + "' says");
    return types;
  }

  private static List<String> period(ConfigKeys keys, JsonElement period, int layers) {
    boolean whole =
        period instanceof JsonArray pair
            && pair.size() == 2
            && pair.get(0) instanceof JsonArray
            && pair.get(1).isJsonPrimitive()
            && pair.get(1).getAsString().matches("\\d{1,4}");
    keys.unless(whole, TYPES, "a list of pairs: the types of some layers, and how often they come");
    JsonArray pair = period.getAsJsonArray();
    List<String> types = new ArrayList<>();
    for (int i = 0; i < pair.get(1).getAsInt() && types.size() <= layers; i++) {
      pair.get(0).getAsJsonArray().forEach(type -> types.add(type.toString().replace("\"", "")));
    }
    return types;
  }
}
