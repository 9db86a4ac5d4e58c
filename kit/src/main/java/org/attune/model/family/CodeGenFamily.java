package org.attune.model.family;

import java.util.List;
import java.util.Map;

/**
 * CodeGen (Nijkamp et al. 2022, arXiv 2203.13474): GPT-J whose files store queries, values and
 * keys, in this order, as one matrix, in four groups of heads.
 */
final class CodeGenFamily extends GptJFamily {
  private static final int GROUPS = 4;

  @Override
  public String modelType() {
    return "codegen";
  }

  @Override
  public String className() {
    return "CodeGen";
  }

  @Override
  FileNames names() {
    List<String> parts =
        List.of("self_attn.q_proj.weight", "self_attn.v_proj.weight", "self_attn.k_proj.weight");
    return names(Map.of("attn.qkv_proj.weight", parts), FileNames.Turns.FOUR);
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    int heads = keys.whole(key("num_attention_heads"));
    keys.unless(heads % GROUPS == 0, key("num_attention_heads"), "a multiple of " + GROUPS);
    super.describe(builder, keys, sizes);
  }
}
