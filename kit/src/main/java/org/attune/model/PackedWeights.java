package org.attune.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import org.attune.engine.Fbgemm;
import org.attune.engine.HeldValue;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.TorchScript;

/**
 * A decoder's matrices in the form in which single tokens are read fastest.
 *
 * <p>Each cache of keys and values makes its own on first use and keeps them, since weights may
 * change between two texts. For one sequence in 32 bits they are transposed, not packed: MKL needs
 * a quarter of oneDNN's time to multiply a single row by a small matrix. Weights that are stored in
 * 16 bits never change: they are packed once, in 16 bits, in which reading them takes half the time
 * (bfloat16 becomes half precision, which changes weights below 6e-5 by 3e-8 at most); quantised
 * ones, too.
 */
final class PackedWeights {
  private final TorchScript script;
  private final List<NDArray> weights; // all but the output matrix, in the script's order
  private final NDArray head;
  private final boolean halves;
  private HeldValue heldBlocks;
  private HeldValue heldHead;

  PackedWeights(TorchScript script, List<NDArray> weights, NDArray head, boolean halves) {
    this.script = script;
    this.weights = weights;
    this.head = head;
    this.halves = halves;
  }

  /** Returns whether weights are packed in 16 bits. */
  static boolean inHalves(Weights weights, MatmulPrecision products, Kernels kernels) {
    return kernels.packs()
        && products == MatmulPrecision.FLOAT32
        && weights.form().areAllHalves(weights.arrays())
        && Fbgemm.isFastest(weights.device());
  }

  /** Adds what reading a token takes: the matrices of all blocks. */
  TorchScript.Inputs blocks(TorchScript.Inputs inputs, KeyValueCache cache) {
    return halves
        ? inputs.held(heldBlocks())
        : inputs.list(
            "J",
            cache.joined(
                () ->
                    script.inference(
                        "joined" + form(cache), new TorchScript.Inputs().list("P", weights))));
  }

  private static String form(KeyValueCache cache) {
    return cache.rows() == 1 ? "_for_row" : "";
  }

  /**
   * Adds what drawing tokens takes: the matrices of all blocks, then the output matrix. Where no
   * sequence reads a token that is drawn, the output matrix is enough.
   *
   * @param left how many more tokens each sequence may get
   */
  TorchScript.Inputs all(TorchScript.Inputs inputs, KeyValueCache cache, int[] left) {
    if (Arrays.stream(left).anyMatch(tokens -> tokens > 1)) {
      return head(blocks(inputs, cache), cache);
    }
    return head(head(inputs, cache), cache); // Blocks are not read.
  }

  private TorchScript.Inputs head(TorchScript.Inputs inputs, KeyValueCache cache) {
    return halves
        ? inputs.held(heldHead())
        : inputs.list(
            "H",
            List.of(
                cache.head(
                    () ->
                        script
                            .inference("joined_head" + form(cache), new TorchScript.Inputs(head))
                            .singletonOrThrow())));
  }

  private synchronized HeldValue heldBlocks() {
    if (heldBlocks == null) {
      long size = weights.stream().skip(1).mapToLong(PackedWeights::numbers).sum();
      TorchScript.Inputs inputs = new TorchScript.Inputs().list("P", weights);
      heldBlocks = script.held("joined", inputs, Short.BYTES * size);
    }
    return heldBlocks;
  }

  /** Returns how many numbers an array holds; a byte of blocks may hold two. */
  private static long numbers(NDArray array) {
    return WeightForm.isQuantised(array) ? 2 * array.size() : array.size();
  }

  private synchronized HeldValue heldHead() {
    if (heldHead == null) {
      heldHead =
          script.held("joined_head", new TorchScript.Inputs(head), Short.BYTES * head.size());
    }
    return heldHead;
  }
}
