package org.attune.model.family;

import java.util.List;
import java.util.Map;
import org.attune.model.family.Architecture.NormPlacement;

/** GLM-4-0414 (2025): GLM-4 with norms before and after attention and feed-forward layer. */
final class Glm4Family extends GlmFamily {
  @Override
  public String modelType() {
    return "glm4";
  }

  @Override
  public String className() {
    return "Glm4";
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    super.describe(builder, keys, sizes);
    builder.norms(NormPlacement.BOTH);
  }

  @Override
  Map<String, List<String>> stacks() {
    Map<String, List<String>> stacks = super.stacks();
    stacks.put("post_self_attn_layernorm.weight", List.of("post_attention_layernorm.weight"));
    stacks.put("post_attention_layernorm.weight", List.of("pre_feedforward_layernorm.weight"));
    stacks.put("post_mlp_layernorm.weight", List.of("post_feedforward_layernorm.weight"));
    return stacks;
  }
}
