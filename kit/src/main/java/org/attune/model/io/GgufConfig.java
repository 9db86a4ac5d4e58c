package org.attune.model.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.model.family.Families;
import org.attune.model.family.Family;
import org.attune.model.family.GgufArchitecture;
import org.attune.model.family.GgufArchitecture.Feature;
import org.attune.util.InvalidInputException;

/**
 * Says in the words of {@code config.json} what a GGUF file says of its architecture; the mirror of
 * what {@link GgufExport} writes.
 */
final class GgufConfig {
  private final GgufFile file;
  private final GgufKeys keys;
  private final Family family;
  private final GgufArchitecture source;
  private final JsonObject json = new JsonObject();

  private GgufConfig(GgufFile file) {
    this.file = file;
    this.keys = new GgufKeys(file);
    this.family = family();
    this.source = family.gguf();
  }

  /** Returns what {@code config.json} would say, but for the ids of special tokens. */
  static JsonObject json(GgufFile file) {
    GgufConfig config = new GgufConfig(file);
    config.sizes();
    config.attention();
    config.blocks();
    new GgufBlockKinds(config.keys, config.source).describe(config.json);
    if (config.source.windowPeriod() > 0) {
      config.windows();
    }
    if (!config.source.has(Feature.UNROTATED)) {
      GgufPositions positions = new GgufPositions(file, config.keys, config.family);
      positions.describe(config.json, config.headWidth());
    }
    config.keys.refuseUnread();
    return config.json;
  }

  private Family family() {
    String name = keys.architecture();
    boolean experts = keys.whole("expert_count", 0) > 0;
    return Families.ofGguf(name, keys.has("attention.sliding_window"), experts)
        .filter(found -> !name.isEmpty())
        .orElseThrow(
            () ->
                InvalidInputException.of(
                    "%s: 'general.architecture' is '%s', which is not supported; supported are %s.",
                    keys.where(),
                    name,
                    Families.all().stream()
                        .map(Family::gguf)
                        .filter(GgufArchitecture::exists)
                        .map(GgufArchitecture::name)
                        .distinct()
                        .collect(Collectors.joining(", "))));
  }

  private void sizes() {
    json.addProperty("model_type", family.modelType());
    json.addProperty("vocab_size", rows());
    size("hidden_size", keys.whole("embedding_length"));
    feedForward(keys.whole("feed_forward_length"));
    size("num_hidden_layers", layers());
    size("num_attention_heads", heads());
    size("max_position_embeddings", keys.whole("context_length"));
    String norm = "attention.layer_norm_epsilon";
    String name = keys.has(norm) ? norm : "attention.layer_norm_rms_epsilon";
    keys.number(name).ifPresent(value -> size("rms_norm_eps", value));
  }

  /** Returns the number of layers, which determines loops, once the file holds as many tensors. */
  private int layers() {
    int layers = keys.whole("block_count");
    int tensors = file.tensors().size();
    InvalidInputException.unless(
        layers <= tensors,
        "%s: '%s.block_count' is %d, but the file holds only %d tensors.",
        keys.where(),
        keys.architecture(),
        layers,
        tensors);
    return layers;
  }

  private void feedForward(int inner) {
    if (!family.feedForwardKey().isEmpty()) {
      json.addProperty(family.feedForwardKey(), inner);
      return;
    }
    int only = family.feedForwardWidth(keys.whole("embedding_length"));
    InvalidInputException.unless(
        inner == only,
        "%s: 'feed_forward_length' is %d; a model of the architecture %s and this width has %d.",
        keys.where(),
        inner,
        keys.architecture(),
        only);
  }

  private void attention() {
    int keyValueHeads = keyValueHeads();
    size("num_key_value_heads", keyValueHeads);
    fixed("num_key_value_heads", "attention.head_count_kv", keyValueHeads, heads());
    size("head_dim", headWidth());
    fixed("head_dim", "attention.key_length", headWidth(), square());
    int values = keys.whole("attention.value_length", square());
    InvalidInputException.unless(
        values == headWidth(),
        "%s: heads of keys have %d numbers and those of values %d; they must be alike.",
        keys.where(),
        headWidth(),
        values);
  }

  private int keyValueHeads() {
    String name = "attention.head_count_kv";
    if (!source.has(Feature.CONVOLUTIONS)) {
      return keys.whole(name, heads());
    }
    List<Integer> attending =
        keys.wholes(name, layers()).stream().filter(n -> n > 0).distinct().toList();
    InvalidInputException.unless(
        attending.size() < 2,
        "%s: '%s' has layers with %s heads; those with attention must be alike.",
        keys.where(),
        name,
        attending);
    return attending.isEmpty() ? heads() : attending.get(0);
  }

  private void size(String llama, Number value) {
    String key = family.key(llama);
    if (!key.isEmpty()) {
      json.addProperty(key, value);
    }
  }

  /** Refuses another value of a size that the family has no key for. */
  private void fixed(String llama, String name, int value, int only) {
    InvalidInputException.unless(
        !family.key(llama).isEmpty() || value == only,
        "%s: '%s' is %d, but a %s has %d.",
        keys.where(),
        keys.architecture() + "." + name,
        value,
        keys.architecture(),
        only);
  }

  private int heads() {
    int heads = keys.whole("attention.head_count");
    InvalidInputException.unless(
        heads > 0, "%s: 'attention.head_count' is 0; expected at least 1.", keys.where());
    return heads;
  }

  private int square() {
    return keys.whole("embedding_length") / heads();
  }

  private int headWidth() {
    return keys.whole("attention.key_length", square());
  }

  private long rows() {
    GgufFile.Tensor embedding = file.tensors().get("token_embd.weight");
    InvalidInputException.unless(
        embedding != null,
        "%s: there is no tensor 'token_embd.weight', so this is no model of texts.",
        keys.where());
    return embedding.shape()[0];
  }

  private void blocks() {
    source
        .flags()
        .forEach(
            (key, tensor) -> json.addProperty(key, file.tensors().containsKey("blk.0." + tensor)));
    source
        .keys()
        .forEach(
            (key, name) -> {
              JsonElement value =
                  keys.json(name).map(JsonElement.class::cast).orElse(JsonNull.INSTANCE);
              if (!value.isJsonNull() || !json.has(key)) {
                json.add(key, value.equals(new JsonPrimitive(0.0)) ? JsonNull.INSTANCE : value);
              }
            });
    if (source.has(Feature.RESIDUAL_FORM)) {
      String form = "use_parallel_residual";
      keys.flag(form).ifPresent(parallel -> json.addProperty(form, parallel));
    }
    if (source.widthScaledLayers() > 0) {
      boolean square = keys.whole("block_count") == source.widthScaledLayers();
      json.addProperty("query_pre_attn_scalar", square ? square() : headWidth());
    }
    json.addProperty("tie_word_embeddings", !file.tensors().containsKey("output.weight"));
  }

  private void windows() {
    int layers = layers();
    json.addProperty("sliding_window", keys.whole("attention.sliding_window"));
    String pattern = "attention.sliding_window_pattern";
    int period = keys.period(pattern).orElse(0);
    List<Boolean> windowed =
        (period > 0 ? Optional.<List<Boolean>>empty() : keys.flags(pattern, layers))
            .orElseGet(
                () ->
                    IntStream.range(0, layers)
                        .mapToObj(i -> period > 0 ? (i + 1) % period != 0 : source.windowed(i))
                        .toList());
    JsonArray types = new JsonArray();
    windowed.forEach(each -> types.add(each ? "sliding_attention" : "full_attention"));
    json.add("layer_types", types);
  }
}
