package org.attune.model.family;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Qwen 1.5 and 2 with a mixture of experts in each block (Yang et al. 2024, arXiv 2407.10671), and
 * one more expert that reads every token.
 */
final class Qwen2MoeFamily implements Family {
  private static final String WIDTH = "moe_intermediate_size";

  private static FileNames names() {
    Map<String, List<String>> shared = new TreeMap<>();
    for (String kind : Experts.KINDS) {
      String end = kind + ".weight";
      shared.put("mlp.shared_expert." + end, List.of("mlp." + end));
    }
    return FileNames.LLAMA.stacks(shared);
  }

  @Override
  public String modelType() {
    return "qwen2_moe";
  }

  @Override
  public String className() {
    return "Qwen2Moe";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 16;
  }

  @Override
  public String feedForwardKey() {
    return "shared_expert_intermediate_size";
  }

  @Override
  public int feedForwardWidth(int width) {
    return 5632;
  }

  @Override
  public String key(String llama) {
    return llama.equals("intermediate_size") ? feedForwardKey() : llama;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("qwen2moe", Feature.HEADS_FILL_WIDTH, Feature.EXPERTS)
        .reads("num_experts", "expert_count")
        .reads("num_experts_per_tok", "expert_used_count")
        .reads(WIDTH, "expert_feed_forward_length")
        .reads(feedForwardKey(), "expert_shared_feed_forward_length");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    Experts.everywhere(keys);
    keys.has("intermediate_size"); // of blocks without experts
    keys.unless(!keys.flag("use_mrope", false), "use_mrope", "false");
    keys.refuseUnless(
        !keys.flag("use_sliding_window", false),
        "use_sliding_window",
        "sliding windows of this family are not supported.");
    boolean renormalised = keys.flag("norm_topk_prob", false);
    int width = keys.whole(WIDTH, 1408);
    keys.unless(width > 0, WIDTH, "greater than 0");
    Experts routed = Experts.read(keys, Map.entry("num_experts", 60), 4, width, renormalised);
    builder
        .biases(keys.flag("qkv_bias", true), false, false)
        .experts(routed.withShared())
        .names(names())
        .windows(LayerTypes.optional(keys, sizes.layers(), 4096)) // none, but read
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }

  @Override
  public List<FileNames> otherNames(Architecture architecture) {
    return architecture.experts().orElseThrow().stacked(architecture.names());
  }
}
