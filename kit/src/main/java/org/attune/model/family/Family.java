package org.attune.model.family;

/**
 * One family of decoders: what its {@code config.json} says beside the sizes, what the keys mean
 * where they are missing, and what its blocks do that Llama's do not.
 *
 * <p>The defaults are those of Llama. A new family is one more implementation, named in {@link
 * Families}.
 */
public interface Family {
  /** Returns the {@code model_type} of its folders. */
  String modelType();

  /** Returns the beginning of transformers' class names, as in {@code Qwen2ForCausalLM}. */
  String className();

  /** Says what differs from Llama, by the keys of a file. */
  void describe(ArchitectureBuilder builder, ConfigKeys keys, Sizes sizes);

  /** Returns the number of key heads where the file states none. */
  default int keyValueHeads(int heads) {
    return heads;
  }

  /** Returns the width of a head where the file states none. */
  default int headWidth(int width, int heads) {
    return width / heads;
  }

  /** Returns what norms add to the mean square where the file states nothing. */
  default double epsilon() {
    return 1e-6;
  }

  /** Returns whether the output matrix is the embedding where the file says nothing. */
  default boolean tied() {
    return false;
  }

  /** Returns the key that names the feed-forward layer's function. */
  default String activationKey() {
    return "hidden_act";
  }

  /** Returns that function's name where the file states none. */
  default String activation() {
    return "silu";
  }

  /** Returns whether a part of each head may have no positions. */
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
