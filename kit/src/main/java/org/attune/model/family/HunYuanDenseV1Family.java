package org.attune.model.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.model.family.Architecture.QueryKeyNorm;

/**
 * Dense models of Hunyuan (Tencent 2025), from 0.5B to 7B weights: Llama with queries and keys that
 * are normalised after rotation, and a base of rotary positions that a factor alpha stretches.
 */
final class HunYuanDenseV1Family implements Family {
  private static final String ALPHA = "alpha";

  private static final Map<String, List<String>> NORMS =
      Map.of(
          "self_attn.query_layernorm.weight", List.of("self_attn.q_norm.weight"),
          "self_attn.key_layernorm.weight", List.of("self_attn.k_norm.weight"));

  /** Alpha, and what yarn would read, which these files state beside it. */
  private static final Set<String> STRETCHED =
      Set.of(ALPHA, "beta_fast", "beta_slow", "mscale", "mscale_all_dim");

  /** What the dense models of text do not read. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "attention_head_dim",
          "cla_share_factor",
          "class_num",
          "dense_list",
          "eod_token_id",
          "im_end_id",
          "im_newline_id",
          "im_start_id",
          "mask_init_id",
          "org_vocab_size",
          "pad_id",
          "pool_type",
          "text_end_id",
          "text_start_id");

  /** What changes the model, with the value that it has in dense models of text. */
  private static final Map<String, Boolean> FIXED =
      Map.of(
          "add_classification_head", false,
          "mlp_bias", false,
          "use_cla", false,
          "use_qk_norm", true,
          "use_rotary_pos_emb", true);

  @Override
  public String modelType() {
    return "hunyuan_v1_dense";
  }

  @Override
  public String className() {
    return "HunYuanDenseV1";
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("hunyuan-dense").flag("attention_bias", "attn_q.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    FIXED.forEach((key, value) -> keys.unless(keys.flag(key, value) == value, key, value + ""));
    keys.unless(keys.text("norm_type", "rms").equals("rms"), "norm_type", "rms");
    WITHOUT_EFFECT.forEach(keys::has);
    boolean biases = keys.flag("attention_bias", false);
    builder
        .biases(biases, biases, false)
        .queryKeyNorm(QueryKeyNorm.HEAD_AFTER_ROTATION)
        .names(FileNames.LLAMA.stacks(NORMS))
        .rope(rope(keys, sizes));
  }

  private static RopeParameters rope(ConfigKeys keys, Sizes sizes) {
    Optional<ConfigKeys> set =
        keys.object(keys.has("rope_parameters") ? "rope_parameters" : "rope_scaling");
    double alpha = set.map(found -> found.number(ALPHA, 0)).orElse(0.0);
    if (alpha == 0) {
      return RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000);
    }
    ConfigKeys stretched = set.orElseThrow();
    String type = stretched.text("rope_type", stretched.text("type", ""));
    stretched.unless(
        alpha > 0 && type.equals("dynamic"), ALPHA, "null, unless the type is dynamic");
    RopeParameters rope = RopeReader.knowing(STRETCHED, keys, sizes, 10_000);
    double wider = rope.theta() * Math.pow(alpha, rope.width() / (rope.width() - 2.0));
    return new RopeParameters(
        rope.width(), rope.theta(), RopeParameters.plain(rope.width(), wider), 1, rope.context());
  }
}
