package org.attune.model.family;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.model.family.Architecture.NormKind;
import org.attune.model.family.Architecture.Residual;

/**
 * Falcon (Almazrouei et al. 2023, arXiv 2311.16867): LayerNorm, attention and feed-forward layer
 * that read the same input, through one norm or two, and feed-forward layers without a gate. Files
 * store queries, keys and values as one matrix, in which they take turns from key head to key head.
 */
final class FalconFamily implements Family {
  private static final String NEW = "new_decoder_architecture";
  private static final String PARALLEL = "parallel_attn";
  private static final String NORMS = "num_ln_in_parallel_attn";
  private static final String KEY_HEADS = "num_kv_heads";

  private static final Map<String, String> OUTSIDE =
      Map.of(
          FileNames.EMBEDDING,
          "transformer.word_embeddings.weight",
          FileNames.NORM,
          "transformer.ln_f.weight",
          "model.norm.bias",
          "transformer.ln_f.bias");

  /** What transformers does not read. */
  private static final List<String> WITHOUT_EFFECT =
      List.of("apply_residual_connection_post_layernorm", "gradient_checkpointing", "n_inner");

  private static FileNames names(boolean twoNorms) {
    Map<String, List<String>> stacks = new TreeMap<>();
    for (String kind : List.of("weight", "bias")) {
      stacks.put("self_attention.query_key_value." + kind, FileNames.queriesKeysValues(kind));
      stacks.put("self_attention.dense." + kind, List.of("self_attn.o_proj." + kind));
      stacks.put("mlp.dense_h_to_4h." + kind, List.of("mlp.up_proj." + kind));
      stacks.put("mlp.dense_4h_to_h." + kind, List.of("mlp.down_proj." + kind));
      if (twoNorms) {
        stacks.put("ln_attn." + kind, List.of("input_layernorm." + kind));
        stacks.put("ln_mlp." + kind, List.of("post_attention_layernorm." + kind));
      }
    }
    return new FileNames("transformer.h.", OUTSIDE, stacks, FileNames.Turns.KEY_HEADS, false);
  }

  @Override
  public String modelType() {
    return "falcon";
  }

  @Override
  public String className() {
    return "Falcon";
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
  public int context() {
    return 2048;
  }

  @Override
  public String feedForwardKey() {
    return "ffn_hidden_size";
  }

  @Override
  public int feedForwardWidth(int width) {
    return 4 * width;
  }

  @Override
  public String activationKey() {
    return "activation";
  }

  @Override
  public String activation() {
    return "gelu";
  }

  @Override
  public Map<String, String> otherNames() {
    return Map.of("n_embed", "hidden_size");
  }

  @Override
  public String key(String llama) {
    return switch (llama) {
      case "intermediate_size" -> "ffn_hidden_size";
      case "num_key_value_heads" -> KEY_HEADS;
      case "rms_norm_eps" -> "layer_norm_epsilon";
      case "head_dim" -> "";
      default -> llama;
    };
  }

  /** Only files of the newer form mean what they say of key heads. */
  @Override
  public int keyValueHeads(ConfigKeys keys, int heads) {
    int stated = keys.whole(KEY_HEADS, heads);
    if (keys.flag(NEW, false)) {
      return stated;
    }
    return keys.flag("multi_query", true) ? 1 : heads;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.NONE;
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    WITHOUT_EFFECT.forEach(keys::has);
    keys.refuseUnless(
        !keys.flag("alibi", false),
        "alibi",
        "scores that fall with distance are not supported in Falcon, for transformers rounds them to"
            + " bfloat16; use a Falcon other than RW.");
    boolean biases = keys.flag("bias", false);
    Residual residual = residual(keys);
    builder
        .norms(NormKind.LAYER)
        .ungated()
        .biases(biases, biases, biases)
        .residual(residual)
        .names(names(residual == Residual.PARALLEL))
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }

  private static Residual residual(ConfigKeys keys) {
    boolean fresh = keys.flag(NEW, false);
    boolean parallel = keys.flag(PARALLEL, true);
    int norms = keys.whole(NORMS, fresh ? 2 : 1);
    keys.unless(
        norms == 1 || (norms == 2 && fresh),
        NORMS,
        fresh ? "1 or 2" : "1, unless " + NEW + " is true");
    keys.unless(parallel || !fresh, PARALLEL, "true, since " + NEW + " is");
    if (!parallel) {
      return Residual.SEQUENTIAL;
    }
    return norms == 2 ? Residual.PARALLEL : Residual.PARALLEL_ONE_NORM;
  }
}
