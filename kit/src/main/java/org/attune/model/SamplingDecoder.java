package org.attune.model;

import ai.djl.ndarray.NDArray;

/** A decoder that draws several tokens of many sequences in one native call. */
public interface SamplingDecoder extends Decoder {
  /**
   * Reads left-padded prompts into the cache, which remembers what comes behind them.
   *
   * @param ids token ids // (batch, time) int64
   */
  void read(NDArray ids, KeyValueCache cache);

  /**
   * Draws the next tokens of the sequences in the cache.
   *
   * <p>Each token is the first at which the cumulative distribution exceeds a given number. Once a
   * quarter of the sequences have ended, the cache forgets them.
   *
   * @param how temperature, top-k and top-p
   * @param read which row of what was read last each sequence goes on from
   * @param uniforms numbers in [0, 1) // (steps, sequences)
   * @param left how many tokens each sequence may still get; none for one that has ended
   */
  SampledTokens draw(
      SamplingParams how, int[] read, double[][] uniforms, int[] left, KeyValueCache cache);
}
