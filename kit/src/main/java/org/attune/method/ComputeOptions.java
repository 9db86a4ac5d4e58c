package org.attune.method;

import java.util.List;
import org.attune.model.Decoder;
import org.attune.model.TokenBatch;
import org.attune.model.TokenizedExample;

/**
 * How training computes its gradients; no choice changes them but for rounding.
 *
 * @param packing whether batches are packed without padding, with a prompt of several responses
 *     read once, where that is faster
 * @param checkpointing whether only the layers' inputs are kept for the gradients, and the rest is
 *     computed again; otherwise that is so only where activations would take too much memory
 */
public record ComputeOptions(boolean packing, boolean checkpointing) {
  /** Packs, and keeps everything for the gradients. */
  public static ComputeOptions standard() {
    return new ComputeOptions(true, false);
  }

  /** Returns these options with packing on or off. */
  public ComputeOptions packing(boolean packs) {
    return new ComputeOptions(packs, checkpointing);
  }

  /** Returns these options with checkpointing on or off. */
  public ComputeOptions checkpointing(boolean recomputes) {
    return new ComputeOptions(packing, recomputes);
  }

  /** Returns a batch of texts, as these options want it laid out. */
  public TokenBatch batch(List<TokenizedExample> rows) {
    return packing ? TokenBatch.of(rows) : TokenBatch.padded(rows);
  }

  /** Returns a decoder over the same weights, as these options want it to keep what it computes. */
  public Decoder decoder(Decoder plain) {
    return checkpointing ? plain.checkpointing() : plain;
  }
}
