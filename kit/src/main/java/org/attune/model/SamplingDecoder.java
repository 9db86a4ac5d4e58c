package org.attune.model;

import ai.djl.ndarray.NDArray;

/** A decoder that draws several tokens of many sequences in one native call. */
public interface SamplingDecoder extends Decoder {
  /**
   * Reads left-padded prompts into the cache, which stores their last hidden states.
   *
   * @param ids token ids // (batch, time) int64
   */
  void read(NDArray ids, KeyValueCache cache);

  /**
   * Draws the next tokens of the sequences in the cache.
   *
   * <p>Each token is the first at which the cumulative distribution exceeds the given uniform
   * number. Once a quarter of the sequences have ended, they are removed from the cache.
   *
   * @param how temperature, top-k and top-p
   * @param read the row of the last states from which each sequence continues
   * @param uniforms numbers in [0, 1) // (steps, sequences)
   * @param left how many more tokens each sequence may get; 0 if it has ended
   */
  SampledTokens draw(
      SamplingParams how, int[] read, double[][] uniforms, int[] left, KeyValueCache cache);
}
