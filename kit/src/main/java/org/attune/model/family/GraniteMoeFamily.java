package org.attune.model.family;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Granite 3 with a mixture of experts (IBM 2024), such as its models of 1B weights of which a token
 * reads 400M: {@link GraniteFamily Granite 3}, whose files store the matrices of all experts as
 * one.
 */
final class GraniteMoeFamily implements Family {
  private static final GraniteFamily DENSE = new GraniteFamily();
  private static final String ROUTER = "block_sparse_moe.router.";

  @Override
  public String modelType() {
    return "granitemoe";
  }

  @Override
  public String className() {
    return "GraniteMoe";
  }

  /** llama.cpp runs it as Granite 3, with experts. */
  @Override
  public GgufArchitecture gguf() {
    return DENSE
        .gguf()
        .renamed("granitemoe")
        .with(GgufArchitecture.Feature.RENORMALISES)
        .with(GgufArchitecture.Feature.EXPERTS)
        .reads("num_local_experts", "expert_count")
        .reads("num_experts_per_tok", "expert_used_count")
        .reads("intermediate_size", "expert_feed_forward_length");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    DENSE.describe(builder, keys, sizes);
    int width = keys.whole("intermediate_size");
    Experts experts = Experts.read(keys, Map.entry("num_local_experts", 8), 2, width, true);
    builder
        .experts(experts)
        .names(
            names(
                experts,
                "block_sparse_moe.input_linear.weight",
                "block_sparse_moe.output_linear.weight",
                ROUTER + "layer.weight"));
  }

  private static FileNames names(Experts experts, String gateAndUp, String down, String router) {
    Map<String, List<String>> stacks = new TreeMap<>(experts.stacks(gateAndUp, down));
    stacks.put(router, List.of(Experts.ROUTER));
    return FileNames.LLAMA.stacks(stacks);
  }

  /** Returns the names that transformers 5 has for them in memory. */
  @Override
  public List<FileNames> otherNames(Architecture architecture) {
    return List.of(
        names(
            architecture.experts().orElseThrow(),
            "block_sparse_moe.experts.gate_up_proj",
            "block_sparse_moe.experts.down_proj",
            ROUTER + "weight"));
  }
}
