package org.attune.model.family;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One family of decoders: the keys of its {@code config.json} besides the sizes, their defaults,
 * and the differences of its blocks from Llama's.
 *
 * <p>The defaults are those of Llama. A new family is one more implementation, listed in {@link
 * Families}.
 */
public interface Family {
  /** Returns the {@code model_type} of its folders. */
  String modelType();

  /** Returns the prefix of transformers' class names, as in {@code Qwen2ForCausalLM}. */
  String className();

  /** Starts a description of this family's decoder from a plain Llama. */
  default ArchitectureBuilder start(Sizes sizes) {
    return new ArchitectureBuilder(modelType(), className(), sizes.layers(), sizes.headWidth());
  }

  /** Describes the differences from Llama, from the keys of a file. */
  void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes);

  /** Returns how llama.cpp runs this family. */
  GgufArchitecture gguf();

  /** Returns the default number of key heads. */
  default int keyValueHeads(int heads) {
    return heads;
  }

  /** Returns the number of key heads that a file states, or the default. */
  default int keyValueHeads(ConfigKeys keys, int heads) {
    String key = key("num_key_value_heads");
    if (key.isEmpty()) {
      return heads;
    }
    return keys.whole(key, keys.names(key) ? heads : keyValueHeads(heads));
  }

  /** Returns the default width of a head. */
  default int headWidth(int width, int heads) {
    return width / heads;
  }

  /** Returns the default number that norms add to the mean square. */
  default double epsilon() {
    return 1e-6;
  }

  /** Returns whether the embeddings are tied by default. */
  default boolean tied() {
    return false;
  }

  /** Returns the key of the feed-forward layer's width. */
  default String feedForwardKey() {
    return "intermediate_size";
  }

  /** Returns the default width of the feed-forward layer, or 0 if a file must state it. */
  default int feedForwardWidth(int width) {
    return 0;
  }

  /** Returns the width of the feed-forward layer that a file means, if it is not what it states. */
  default OptionalInt feedForwardWidth(ConfigKeys keys) {
    return OptionalInt.empty();
  }

  /** Returns the key of the feed-forward layer's activation function. */
  default String activationKey() {
    return "hidden_act";
  }

  /** Returns the default name of that function. */
  default String activation() {
    return "silu";
  }

  /**
   * Returns the name of a key that Llama's files have for a size, or nothing where the family has
   * no such key.
   */
  default String key(String llama) {
    return llama;
  }

  /** Returns keys that a file may have instead of others: those others, by their names. */
  default Map<String, String> otherNames() {
    return Map.of();
  }

  /** Returns the default length of the longest text in tokens, or 0 if a file must state it. */
  default int context() {
    return 0;
  }

  /** Returns a regular expression of tensors that follow from the configuration. */
  default String ignoredTensors() {
    return "";
  }

  /** Returns what the names of a file's weights may begin with or not. */
  default String optionalPrefix() {
    return "";
  }

  /** Returns other names and forms of weights that files may have; they are read, not written. */
  default List<FileNames> otherNames(Architecture architecture) {
    return List.of();
  }

  /**
   * Corrects a file whose keys are not all Llama's, before it is written: one of a family without
   * rotary positions has none of their keys.
   */
  default void complete(JsonObject json, Architecture architecture, int headWidth) {
    if (!architecture.positions().equals(Positions.ROTARY)) {
      json.remove("rope_theta");
      json.remove("rope_parameters");
    }
  }

  /** Returns whether part of each head may be left unrotated. */
  default boolean turnsParts() {
    return false;
  }

  /**
   * The sizes that a description may need.
   *
   * @param layers number of blocks
   * @param width size of the residual stream
   * @param headWidth size of one head
   * @param context longest text in tokens, {@code max_position_embeddings}
   */
  record Sizes(int layers, int width, int headWidth, int context) {}
}
