package org.attune.model.family;

import java.util.List;
import java.util.Map;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * OLMoE (Muennighoff et al. 2024, arXiv 2409.02060): Llama with a mixture of experts, and queries
 * and keys normalised over all heads together.
 */
final class OlmoeFamily implements Family {
  @Override
  public String modelType() {
    return "olmoe";
  }

  @Override
  public String className() {
    return "Olmoe";
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("olmoe", Feature.HEADS_FILL_WIDTH, Feature.EXPERTS)
        .reads("num_experts", "expert_count")
        .reads("num_experts_per_tok", "expert_used_count")
        .reads("intermediate_size", "expert_feed_forward_length");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    keys.refuseUnless(
        !keys.has("clip_qkv"),
        "clip_qkv",
        "queries, keys and values with limits are not supported.");
    boolean biases = keys.flag("attention_bias", false);
    boolean renormalised = keys.flag("norm_topk_prob", false);
    int width = keys.whole("intermediate_size");
    builder
        .biases(biases, biases, false)
        .queryKeyNorm(Architecture.QueryKeyNorm.ALL)
        .experts(Experts.read(keys, Map.entry("num_experts", 64), 8, width, renormalised))
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }

  @Override
  public List<FileNames> otherNames(Architecture architecture) {
    return architecture.experts().orElseThrow().stacked(architecture.names());
  }
}
