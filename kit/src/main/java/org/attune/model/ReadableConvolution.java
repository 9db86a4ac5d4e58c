package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.function.Function;
import org.attune.model.family.ShortConvolution;

/**
 * The short convolutions of the readable decoder.
 *
 * @param linear the products of the decoder
 * @param weights the weights of a name in 32 bits
 */
record ReadableConvolution(ReadableFeedForward.Product linear, Function<String, NDArray> weights) {
  /**
   * Returns what a block adds in the place of attention // (batch, time, width).
   *
   * @param cache what was read before, or null
   */
  NDArray of(
      NDArray x, int layer, ShortConvolution convolution, AttentionMask mask, KeyValueCache cache) {
    String at = "model.layers." + layer + ".conv.";
    NDArray all = linear.of(x, at + "in_proj"); // (batch, time, 3 * width)
    long width = x.getShape().get(2);
    NDArray product = third(all, 0, width).mul(third(all, 2, width));
    NDArray w = weights.apply(at + "conv.weight"); // (width, length)
    NDArray sum =
        cache == null
            ? sum(product, w, convolution, mask)
            : sum(cache.before(layer, product), w, convolution);
    if (convolution.bias()) {
      sum = sum.add(weights.apply(at + "conv.bias"));
    }
    return linear.of(third(all, 1, width).mul(sum), at + "out_proj");
  }

  private static NDArray third(NDArray all, long which, long width) {
    return all.get(new NDIndex().addAllDim(2).addSliceDim(which * width, (which + 1) * width));
  }

  private static NDArray weight(NDArray w, ShortConvolution convolution, int lag) {
    return w.get(new NDIndex().addAllDim().addIndices(convolution.before() - lag)); // (width)
  }

  /** Adds up tokens by where each one's predecessors in its text are // (batch, time, width). */
  private static NDArray sum(
      NDArray x, NDArray w, ShortConvolution convolution, AttentionMask mask) {
    NDArray sum = x.mul(weight(w, convolution, 0));
    for (int lag = 1; lag <= convolution.before(); lag++) {
      sum = sum.add(mask.predecessors(lag).matMul(x).mul(weight(w, convolution, lag)));
    }
    return sum;
  }

  /** Adds up tokens that stand behind those before them // (batch, time, width). */
  private static NDArray sum(NDArray x, NDArray w, ShortConvolution convolution) {
    long time = x.getShape().get(1) - convolution.before();
    NDArray sum = null;
    for (int lag = 0; lag <= convolution.before(); lag++) {
      long first = (long) convolution.before() - lag;
      NDArray some = x.get(new NDIndex().addAllDim().addSliceDim(first, first + time));
      NDArray term = some.mul(weight(w, convolution, lag));
      sum = sum == null ? term : sum.add(term);
    }
    return sum;
  }
}
