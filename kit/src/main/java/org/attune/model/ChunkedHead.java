package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;

/**
 * Computes log-probabilities of given tokens in chunks of rows, so that logits stay in the
 * processor's cache and those of all positions never exist at once.
 *
 * <p>Only the log-probabilities are differentiated, as if they were inputs. Once their gradient g
 * is known, g (1[v = y] − p(v)) gives the gradients of hidden states and output matrix. The latter
 * is added in place; a product with the hidden states passes theirs on to the rest of the decoder.
 * The probabilities p are kept in the precision of matrix products or, if there would be too many,
 * recomputed.
 */
final class ChunkedHead {
  private final TorchScript script;
  private final NDArray head; // (vocabulary, width)
  private final Kernels kernels;

  ChunkedHead(TorchScript script, NDArray head, Kernels kernels) {
    this.script = script;
    this.head = head;
    this.kernels = kernels;
  }

  /**
   * Returns the log-probabilities of one token per row // (rows, 1).
   *
   * @param hidden // (rows, width)
   * @param targets // (rows, 1)
   */
  NDArray logProbs(NDArray hidden, NDArray targets) {
    NDArray each = head.getManager().create(kernels.positions());
    TorchScript.Inputs inputs = new TorchScript.Inputs(hidden, targets, head, each);
    if (!PyTorch.isRecording()) {
      return script.recorded("chosen", inputs).singletonOrThrow();
    }
    boolean keeps = hidden.getShape().get(0) * head.getShape().get(0) <= kernels.kept();
    String method = keeps ? "spread" : "chosen";
    NDList found = PyTorch.unrecorded(() -> script.recorded(method, inputs));
    NDArray values = found.get(0);
    values.setRequiresGradient(true);
    PyTorch.afterwards(
        () ->
            keeps
                ? surrogate("pulled", hidden, targets, found.get(1), values)
                : surrogate("again", hidden, targets, each, values));
    return values;
  }

  /**
   * Adds to the gradient of the output matrix, and returns a scalar whose gradient is that of the
   * hidden states.
   */
  private NDArray surrogate(
      String method, NDArray hidden, NDArray targets, NDArray known, NDArray values) {
    NDArray none = PyTorch.constant(head.getManager(), 0);
    NDArray ofHead = head.hasGradient() ? head.getGradient() : none;
    TorchScript.Inputs inputs =
        new TorchScript.Inputs(hidden, targets, head, known, values.getGradient(), ofHead);
    NDArray pulled = script.detached(method, inputs).singletonOrThrow();
    return script
        .recorded("paired", new TorchScript.Inputs(hidden, pulled))
        .singletonOrThrow()
        .reshape(new Shape());
  }
}
