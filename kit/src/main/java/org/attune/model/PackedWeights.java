package org.attune.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.attune.engine.TorchScript;

/**
 * A decoder's matrices in the form in which single tokens are read fastest. Each cache of keys and
 * values makes its own on first use and keeps them, since weights may change between two texts.
 *
 * @param script the decoder's script
 * @param weights all weights but the output matrix, in the script's order
 * @param head the output matrix
 */
record PackedWeights(TorchScript script, List<NDArray> weights, NDArray head) {
  /** Returns what reading a token takes: the matrices of all blocks. */
  List<NDArray> blocks(KeyValueCache cache) {
    return cache.joined(
        () -> script.inference("joined", new TorchScript.Inputs().list("P", weights)));
  }

  /**
   * Returns what drawing tokens takes: the matrices of all blocks, then the output matrix. Where no
   * sequence reads a token that is drawn, the output matrix is enough.
   *
   * @param left how many more tokens each sequence may get
   */
  List<NDArray> all(KeyValueCache cache, int[] left) {
    boolean reads = Arrays.stream(left).anyMatch(tokens -> tokens > 1);
    List<NDArray> all = new ArrayList<>(reads ? blocks(cache) : List.of());
    all.add(
        cache.head(
            () -> script.inference("pack", new TorchScript.Inputs(head)).singletonOrThrow()));
    return all;
  }
}
