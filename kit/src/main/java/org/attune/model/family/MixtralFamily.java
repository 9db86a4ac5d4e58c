package org.attune.model.family;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.model.family.GgufArchitecture.Feature;

/**
 * Mixtral (Jiang et al. 2024, arXiv 2401.04088): Mistral with a mixture of experts in each block.
 */
final class MixtralFamily implements Family {
  private static final String IN = "block_sparse_moe.";

  /** What its files call the kinds of an expert's matrices. */
  private static final Map<String, String> KINDS =
      Map.of("gate_proj", "w1", "up_proj", "w3", "down_proj", "w2");

  private static FileNames names(Experts experts) {
    Map<String, List<String>> renamed = new TreeMap<>();
    renamed.put(IN + "gate.weight", List.of(Experts.ROUTER));
    for (int expert = 0; expert < experts.count(); expert++) {
      for (String kind : Experts.KINDS) {
        String stored = IN + "experts." + expert + "." + KINDS.get(kind) + ".weight";
        renamed.put(stored, List.of(Experts.name(expert, kind)));
      }
    }
    return FileNames.LLAMA.stacks(renamed);
  }

  @Override
  public String modelType() {
    return "mixtral";
  }

  @Override
  public String className() {
    return "Mixtral";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 8;
  }

  @Override
  public double epsilon() {
    return 1e-5;
  }

  /** llama.cpp runs it as Llama, with experts. */
  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            new LlamaFamily().gguf().name(),
            Feature.ROTATES_NEIGHBOURS,
            Feature.FREQUENCY_FACTORS,
            Feature.EXPERTS,
            Feature.RENORMALISES)
        .reads("num_local_experts", "expert_count")
        .reads("num_experts_per_tok", "expert_used_count")
        .reads("intermediate_size", "expert_feed_forward_length");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    String noise = "router_jitter_noise";
    keys.refuseUnless(
        keys.number(noise, 0) == 0, noise, "noise on a router's input is not supported; set 0.");
    int window = keys.whole("sliding_window", 0);
    keys.unless(
        window > 0 || !keys.has("sliding_window"),
        "sliding_window",
        "null or a whole number greater than 0");
    int width = keys.whole("intermediate_size");
    Experts experts = Experts.read(keys, Map.entry("num_local_experts", 8), 2, width, true);
    builder
        .experts(experts)
        .names(names(experts))
        .windows(Architecture.everywhere(sizes.layers(), window))
        .rope(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 1_000_000));
  }

  @Override
  public List<FileNames> otherNames(Architecture architecture) {
    return architecture.experts().orElseThrow().stacked(FileNames.LLAMA);
  }
}
