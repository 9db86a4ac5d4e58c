package org.attune.model.family;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.model.family.GgufArchitecture.Feature;

/** SmolLM3 (Hugging Face 2025): every fourth layer has no positions. */
final class SmolLm3Family implements Family {
  @Override
  public String modelType() {
    return "smollm3";
  }

  @Override
  public String className() {
    return "SmolLM3";
  }

  @Override
  public int keyValueHeads(int heads) {
    return 4;
  }

  @Override
  public boolean tied() {
    return true;
  }

  @Override
  public GgufArchitecture gguf() {
    return GgufArchitecture.of(
            "smollm3", Feature.ROTATES_NEIGHBOURS, Feature.EVERY_FOURTH_UNROTATED)
        .flag("attention_bias", "attn_output.bias")
        .flag("mlp_bias", "ffn_up.bias");
  }

  @Override
  public void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes) {
    boolean attention = keys.flag("attention_bias", false);
    List<Integer> turned = turned(keys, sizes.layers());
    boolean used = keys.flag("use_sliding_window", false);
    int window = keys.whole("sliding_window", 0);
    List<String> types =
        LayerTypes.read(
            keys, sizes.layers(), layer -> used && window > 0 && turned.get(layer) == 0);
    builder
        .biases(attention, attention, keys.flag("mlp_bias", false))
        .windows(
            used
                ? LayerTypes.windows(types, keys, window)
                : Architecture.everywhere(sizes.layers(), 0))
        .rotations(
            List.of(RopeReader.read(keys, sizes.headWidth(), sizes.context(), 2_000_000)),
            turned.stream().map(flag -> flag == 0 ? -1 : 0).toList());
  }

  /** Reads {@code no_rope_layers}, in which 1 means that the layer has positions. */
  private static List<Integer> turned(ConfigKeys keys, int layers) {
    int every = keys.whole("no_rope_layer_interval", 4);
    keys.unless(every > 0, "no_rope_layer_interval", "greater than 0");
    if (!keys.has("no_rope_layers")) {
      return IntStream.range(0, layers).map(i -> (i + 1) % every == 0 ? 0 : 1).boxed().toList();
    }
    List<Integer> flags = keys.oneOrMore("no_rope_layers");
    keys.unless(
        flags.size() >= layers && flags.stream().allMatch(flag -> flag == 0 || flag == 1),
        "no_rope_layers",
        "a list of " + layers + " numbers 0 or 1");
    return flags.subList(0, layers);
  }
}
