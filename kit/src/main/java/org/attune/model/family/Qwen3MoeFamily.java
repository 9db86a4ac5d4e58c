package org.attune.model.family;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.attune.model.family.GgufArchitecture.Feature;

/** Qwen 3 (Yang et al. 2025, arXiv 2505.09388) with a mixture of experts in each block. */
final class Qwen3MoeFamily implements Family {
  private static final String COUNT = "num_experts";

  /** What transformers 5 may call it. */
  private static final String RENAMED_COUNT = "num_local_experts";

  @Override
  public String modelType() {
    return "qwen3_moe";
  }

  @Override
  public String className() {
    return "Qwen3Moe";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 4;
  }

  @Override
  public String feedForwardKey() {
    return "moe_intermediate_size";
  }

  @Override
  public int feedForwardWidth(int width) {
    return 768;
  }

  @Override
  public String key(String llama) {
    return llama.equals("intermediate_size") ? feedForwardKey() : llama;
  }

  /** It always divides the probabilities of experts by their sum, which no entry of a file says. */
  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of("qwen3moe", Feature.EXPERTS, Feature.RENORMALISES)
        .flag("norm_topk_prob", "ffn_gate_inp.weight")
        .reads(COUNT, "expert_count")
        .reads("num_experts_per_tok", "expert_used_count")
        .reads(feedForwardKey(), "expert_feed_forward_length");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    Experts.everywhere(keys);
    keys.has("intermediate_size"); // of blocks without experts
    keys.refuseUnless(
        !keys.flag("use_sliding_window", false),
        "use_sliding_window",
        "sliding windows of this family are not supported.");
    keys.has("sliding_window");
    boolean biases = keys.flag("attention_bias", false);
    boolean renormalised = keys.flag("norm_topk_prob", false);
    int width = keys.whole(feedForwardKey(), 768);
    String count = keys.has(RENAMED_COUNT) ? RENAMED_COUNT : COUNT;
    builder
        .biases(biases, biases, false)
        .queryKeyNorm(Architecture.QueryKeyNorm.HEAD)
        .experts(Experts.read(keys, Map.entry(count, 128), 8, width, renormalised))
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 10_000));
  }

  /** States the number of experts by the name that transformers 4 and 5 read. */
  @Override
  public void complete(JsonObject json, Architecture architecture, int headWidth) {
    json.remove(RENAMED_COUNT);
    json.addProperty(COUNT, architecture.experts().orElseThrow().count());
  }

  @Override
  public List<FileNames> otherNames(Architecture architecture) {
    return architecture.experts().orElseThrow().stacked(architecture.names());
  }
}
