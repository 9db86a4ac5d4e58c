package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * Log-probabilities of given tokens without ever holding logits of all positions: they are computed
 * some rows at a time, and once more when gradients are wanted.
 *
 * <p>What is differentiated are the log-probabilities alone, as if they were inputs. When their
 * gradient g is known, the rows are computed again and g (1[v = y] − p(v)) gives the gradients of
 * hidden states and output matrix, which a product with both hands on to the rest of the decoder.
 */
final class ChunkedHead {
  private final TorchScript script;
  private final NDArray head; // (vocabulary, width)
  private final long budget;

  /**
   * Makes a head.
   *
   * @param budget how many logits may exist at a time
   */
  ChunkedHead(TorchScript script, NDArray head, long budget) {
    this.script = script;
    this.head = head;
    this.budget = budget;
  }

  /** Tells whether the logits of so many rows are too many at a time. */
  boolean isNeeded(long rows) {
    return rows * head.getShape().get(0) > budget;
  }

  /**
   * Returns the log-probabilities of one token a row // (rows, 1).
   *
   * @param hidden // (rows, width)
   * @param targets // (rows, 1)
   */
  NDArray chosen(NDArray hidden, NDArray targets) {
    NDArray rows = head.getManager().create(Math.max(1, budget / head.getShape().get(0)));
    NDArray values =
        Native.unrecorded(
            () ->
                script
                    .recorded("chosen", new TorchScript.Inputs(hidden, targets, head, rows))
                    .singletonOrThrow());
    if (Native.isRecording()) {
      values.setRequiresGradient(true);
      Native.afterwards(() -> surrogate(hidden, targets, rows, values.getGradient()));
    }
    return values;
  }

  /** Returns a number whose gradients are those of the log-probabilities weighted by theirs. */
  private NDArray surrogate(NDArray hidden, NDArray targets, NDArray rows, NDArray gradient) {
    TorchScript.Inputs inputs = new TorchScript.Inputs(hidden, targets, head, rows, gradient);
    NDList pulled = Native.unrecorded(() -> script.recorded("pulled", inputs));
    return script
        .recorded("paired", new TorchScript.Inputs(hidden, pulled.get(0), head, pulled.get(1)))
        .singletonOrThrow()
        .reshape(new Shape());
  }
}
