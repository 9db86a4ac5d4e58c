package org.attune.model;

import java.util.List;
import java.util.stream.Stream;

/** The names of a block's matrices, but for a router and experts. */
final class BlockMatrices {
  /** Those of attention and of a feed-forward layer. */
  static final List<String> USUAL =
      List.of(
          "self_attn.q_proj",
          "self_attn.k_proj",
          "self_attn.v_proj",
          "self_attn.o_proj",
          "mlp.gate_proj",
          "mlp.up_proj",
          "mlp.down_proj");

  /** Those of a block that convolves instead. */
  static final List<String> CONVOLUTION = List.of("conv.in_proj", "conv.out_proj");

  private BlockMatrices() {}

  /** Returns whether weights are one of them, by their name. */
  static boolean has(String weights) {
    return Stream.concat(USUAL.stream(), CONVOLUTION.stream())
        .anyMatch(role -> weights.endsWith("." + role + ".weight"));
  }
}
