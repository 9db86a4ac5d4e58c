package org.attune.model.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Set;
import org.attune.model.family.GgufArchitecture;
import org.attune.model.family.GgufArchitecture.Feature;
import org.attune.util.InvalidInputException;

/**
 * Says in the words of {@code config.json} what a GGUF file says of blocks that have experts, short
 * convolutions, or scores that fall with distance; refuses what its values would change.
 */
final class GgufBlockKinds {
  private static final double LARGEST_EXPONENT = 8;
  private static final String FALLING = "attention.max_alibi_bias";

  private final GgufKeys keys;
  private final GgufArchitecture source;

  GgufBlockKinds(GgufKeys keys, GgufArchitecture source) {
    this.keys = keys;
    this.source = source;
  }

  /** Adds the keys of what the architecture has. */
  void describe(JsonObject json) {
    if (source.has(Feature.EXPERTS)) {
      experts();
    } else {
      none("expert_count");
      none("expert_used_count");
    }
    if (source.has(Feature.CONVOLUTIONS)) {
      convolutions(json);
    }
    if (source.numbers().containsKey(FALLING)) {
      double largest = keys.number(FALLING).orElse(0.0);
      unless(largest == LARGEST_EXPONENT, FALLING, largest, "8, as in all published models");
    }
  }

  /** The numbers of experts have no defaults; what llama.cpp may multiply and group is 1. */
  private void experts() {
    keys.whole("expert_count");
    keys.whole("expert_used_count");
    neutral("expert_weights_scale");
    neutral("expert_gating_func"); // 1 is softmax
    neutral("expert_group_count");
    neutral("expert_group_used_count");
    String norm = "expert_weights_norm";
    boolean renormalises = source.has(Feature.RENORMALISES);
    boolean stated = keys.flag(norm).orElse(renormalises);
    unless(stated == renormalises, norm, stated, renormalises + " in this architecture");
  }

  private void none(String name) {
    int count = keys.whole(name, 0);
    unless(count == 0, name, count, "0 in this architecture");
  }

  private void neutral(String name) {
    double value = keys.number(name).orElse(1.0);
    unless(
        Set.of(0.0, 1.0).contains(value), name, value, "0 or 1; other mixtures are not supported");
  }

  private void convolutions(JsonObject json) {
    keys.whole("shortconv.l_cache");
    json.addProperty("block_auto_adjust_ff_dim", false); // a file states the width that is meant
    JsonArray types = new JsonArray();
    keys.wholes("attention.head_count_kv", keys.whole("block_count"))
        .forEach(heads -> types.add(heads > 0 ? "full_attention" : "conv"));
    json.add("layer_types", types);
  }

  private void unless(boolean condition, String name, Object value, String wanted) {
    InvalidInputException.unless(
        condition,
        "%s: '%s.%s' is %s; it must be %s.",
        keys.where(),
        keys.architecture(),
        name,
        value,
        wanted);
  }
}
