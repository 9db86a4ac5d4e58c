package org.attune.model.family;

import java.util.List;
import java.util.Map;

/**
 * The names and forms that a file has for a decoder's weights. The decoder's own names are Llama's.
 *
 * @param blocks what the names of a block's weights begin with, before the number of the layer
 * @param outside the names of weights outside the blocks, by the decoder's own; others are alike
 * @param stacks the weights of a block that a file stores as one or under another name: the
 *     decoder's names of the parts, by the name in the file
 * @param turns how the parts of a stack take turns
 * @param transposed whether the matrices of a block have a row for each input, rather than for each
 *     output
 */
public record FileNames(
    String blocks,
    Map<String, String> outside,
    Map<String, List<String>> stacks,
    Turns turns,
    boolean transposed) {
  /** How the parts of a stack take turns. */
  public enum Turns {
    /** They follow each other as wholes. */
    NONE,
    /** From head to head. */
    HEADS,
    /** From key head to key head, each with its query heads. */
    KEY_HEADS,
    /** In four groups of heads. */
    FOUR
  }

  /** What the decoder's own names of a block's weights begin with. */
  public static final String OWN_BLOCKS = "model.layers.";

  /** The decoder's own name of its embedding matrix. */
  public static final String EMBEDDING = "model.embed_tokens.weight";

  /** The decoder's own name of its output matrix. */
  public static final String OUTPUT = "lm_head.weight";

  /** The decoder's own name of the bias of its output matrix. */
  public static final String OUTPUT_BIAS = "lm_head.bias";

  /** The decoder's own name of the gain of its last norm. */
  public static final String NORM = "model.norm.weight";

  /** The decoder's own name of its matrix of learned positions. */
  public static final String POSITIONS = "model.embed_positions.weight";

  /** What the decoder's own names of the norm after the embedding begin with. */
  public static final String EMBEDDING_NORM = "model.embed_norm";

  /** The decoder's own names of all that makes the states before the first block. */
  public static final List<String> BEFORE_BLOCKS =
      List.of(EMBEDDING, POSITIONS, EMBEDDING_NORM + ".weight", EMBEDDING_NORM + ".bias");

  /** The names of Llama. */
  public static final FileNames LLAMA =
      new FileNames(OWN_BLOCKS, Map.of(), Map.of(), Turns.NONE, false);

  /** Copies the collections. */
  public FileNames {
    outside = Map.copyOf(outside);
    stacks = Map.copyOf(stacks);
  }

  /** Returns the decoder's own names of what many files store as one matrix, or one bias. */
  static List<String> queriesKeysValues(String kind) {
    return List.of(
        "self_attn.q_proj." + kind, "self_attn.k_proj." + kind, "self_attn.v_proj." + kind);
  }

  /** Returns these names with other stacks. */
  public FileNames stacks(Map<String, List<String>> wholes) {
    return new FileNames(blocks, outside, wholes, turns, transposed);
  }

  /** Returns the name that a file has for weights outside the blocks. */
  public String outside(String own) {
    return outside.getOrDefault(own, own);
  }

  /** Returns how a module outside the blocks is called, such as {@code embed_tokens}. */
  public String module(String own) {
    String[] parts = outside(own).split("\\.", -1);
    return parts[parts.length - 2];
  }
}
