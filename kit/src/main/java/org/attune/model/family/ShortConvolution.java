package org.attune.model.family;

import java.util.List;

/**
 * Short convolutions in the place of attention in some layers: of two of three products of the
 * input, multiplied number by number, each token adds up its own and those of the tokens just
 * before it, with weights for each number; the third product multiplies the sum.
 *
 * @param length how many tokens are added up, including the token itself
 * @param bias whether its matrices and sums have biases
 * @param layers for each layer, whether it has a convolution instead of attention
 */
public record ShortConvolution(int length, boolean bias, List<Boolean> layers) {
  /** The decoder's own name of the weights of the sum. */
  public static final String WEIGHTS = "conv.conv.weight";

  /** Copies the list. */
  public ShortConvolution {
    layers = List.copyOf(layers);
  }

  /** Returns whether weights of a block belong to attention or to a convolution. */
  public static boolean isIn(String name, boolean convolution) {
    return convolution ? name.startsWith("conv.") : name.startsWith("self_attn.");
  }

  /** Returns how many tokens before a token it reads. */
  public int before() {
    return length - 1;
  }
}
