package org.attune.model.family;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * LFM2 (Liquid AI 2025): short convolutions in most layers, attention with normalised heads in the
 * others.
 */
final class Lfm2Family implements Family {
  /** What no program reads any more, or what follows from other keys. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "block_dim",
          "block_mlp_init_scale",
          "block_norm_eps",
          "block_out_init_scale",
          "block_use_swiglu",
          "block_use_xavier_init",
          "conv_dim",
          "conv_dim_out",
          "conv_use_xavier_init",
          "num_heads",
          "theta",
          "use_pos_enc");

  private static final String ADJUSTS = "block_auto_adjust_ff_dim";
  private static final String WIDTH = "intermediate_size";
  private static final String STATED_WIDTH = "block_ff_dim";
  private static final String TYPES = "layer_types";
  private static final int LONGEST = 1024;

  private static FileNames names() {
    Map<String, List<String>> renamed = new TreeMap<>();
    renamed.put("operator_norm.weight", List.of("input_layernorm.weight"));
    renamed.put("ffn_norm.weight", List.of("post_attention_layernorm.weight"));
    renamed.put("self_attn.out_proj.weight", List.of("self_attn.o_proj.weight"));
    renamed.put("self_attn.q_layernorm.weight", List.of("self_attn.q_norm.weight"));
    renamed.put("self_attn.k_layernorm.weight", List.of("self_attn.k_norm.weight"));
    renamed.put("feed_forward.w1.weight", List.of("mlp.gate_proj.weight"));
    renamed.put("feed_forward.w3.weight", List.of("mlp.up_proj.weight"));
    renamed.put("feed_forward.w2.weight", List.of("mlp.down_proj.weight"));
    return new FileNames(
        FileNames.OWN_BLOCKS,
        Map.of(FileNames.NORM, "model.embedding_norm.weight"),
        renamed,
        FileNames.Turns.NONE,
        false);
  }

  @Override
  public String modelType() {
    return "lfm2";
  }

  @Override
  public String className() {
    return "Lfm2";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 8;
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
  public String key(String llama) {
    return switch (llama) {
      case "rms_norm_eps" -> "norm_eps";
      case "head_dim" -> "";
      default -> llama;
    };
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "lfm2", GgufArchitecture.Feature.CONVOLUTIONS, GgufArchitecture.Feature.TIED)
        .reads("conv_L_cache", "shortconv.l_cache");
  }

  /** A file may state a width of which two thirds are meant, rounded up. */
  @Override
  public OptionalInt feedForwardWidth(ConfigKeys keys) {
    int stated = keys.whole(WIDTH, 12_288);
    int width = keys.whole(STATED_WIDTH, stated);
    int multiple = keys.whole("block_multiple_of", 256);
    double factor = keys.positive("block_ffn_dim_multiplier", 1);
    keys.unless(width > 0, keys.has(STATED_WIDTH) ? STATED_WIDTH : WIDTH, "greater than 0");
    keys.unless(multiple > 0, "block_multiple_of", "greater than 0");
    if (!keys.flag(ADJUSTS, true)) {
      return OptionalInt.of(width);
    }
    long adjusted = (long) (factor * (long) (2.0 * width / 3));
    return OptionalInt.of(Math.toIntExact((adjusted + multiple - 1) / multiple * multiple));
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    WITHOUT_EFFECT.forEach(keys::has);
    String tied = "tie_embedding";
    keys.unless(
        keys.flag(tied, true) == keys.flag("tie_word_embeddings", true) || !keys.has(tied),
        tied,
        "what 'tie_word_embeddings' is");
    int length = keys.whole("conv_L_cache", 3);
    keys.unless(length > 1 && length <= LONGEST, "conv_L_cache", "between 2 and " + LONGEST);
    boolean bias = keys.flag("conv_bias", false);
    List<Boolean> convolves = convolves(keys, sizes.layers());
    builder
        .queryKeyNorm(Architecture.QueryKeyNorm.HEAD)
        .names(names())
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 1_000_000));
    if (convolves.contains(true)) {
      builder.convolution(new ShortConvolution(length, bias, convolves));
    }
  }

  private static List<Boolean> convolves(ConfigKeys keys, int layers) {
    List<Integer> attending = keys.oneOrMore("full_attn_idxs");
    List<String> types = keys.texts(TYPES);
    boolean known = List.of("conv", "full_attention").containsAll(types);
    keys.unless(
        !keys.has(TYPES) || (known && types.size() == layers),
        TYPES,
        "a list of " + layers + " words, conv or full_attention");
    List<Boolean> convolves = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      boolean stated =
          keys.has(TYPES)
              ? types.get(layer).equals("conv")
              : keys.has("full_attn_idxs") && !attending.contains(layer);
      convolves.add(stated);
    }
    return convolves;
  }

  /** States the width that is meant. */
  @Override
  public void complete(JsonObject json, Architecture architecture, int headWidth) {
    json.addProperty(ADJUSTS, false);
    json.remove(STATED_WIDTH);
  }
}
