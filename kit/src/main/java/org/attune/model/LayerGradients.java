package org.attune.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.attune.engine.PyTorch;
import org.attune.engine.TorchScript;
import org.attune.model.family.Architecture;

/**
 * The blocks of a plain Llama in 32 bits on a CPU, with a backward pass that is written by hand in
 * {@code layers.torchscript}.
 *
 * <p>The engine's own differentiation copies the input and output of every product to and from
 * oneDNN's format, turns queries and keys in seven passes over memory each, and writes every
 * gradient to a new array before it adds it up. Here products read and write plain arrays, the
 * projections of queries, keys and values are one product, as are those of gate and up, a rotation
 * is one multiplication of complex numbers, residual additions are part of products, the norm's
 * gradient is one fused operation, and products of weights' gradients add to them in place.
 */
final class LayerGradients {
  /** How many arrays of the result are not those of a layer. */
  private static final int BEFORE = 1;

  private final TorchScript script;
  private final List<NDArray> weights; // the embedding, all blocks, the last norm
  private final int width;

  LayerGradients(TorchScript script, List<NDArray> weights, int width) {
    this.script = script;
    this.weights = weights;
    this.width = width;
  }

  /** How much of what the blocks compute is kept for their gradients. */
  enum Kept {
    /** Only the layers' inputs. */
    INPUTS(0),
    /** What products computed; what takes a pass over memory is computed again. */
    PRODUCTS(1),
    /** Everything that the gradients read. */
    ALL(2);

    /** What the script calls it. */
    private final long code;

    Kept(long code) {
      this.code = code;
    }
  }

  /** Returns whether blocks over some weights can be differentiated by this class. */
  static boolean supports(LlamaConfig config, Weights weights) {
    return weights.form().quantisation().isEmpty() && supports(config, weights.device());
  }

  /** Returns whether a decoder's blocks can be differentiated by this class. */
  static boolean supports(LlamaConfig config, Device device) {
    Architecture architecture = config.architecture();
    return !device.isGpu()
        && architecture.hasPlainBlocks()
        && architecture.rotaryWidth() == config.headWidth();
  }

  /**
   * Returns the final hidden states; once they have gradients, so have the weights.
   *
   * @param keep what is kept for the gradients; it changes no number
   * @param ids // (batch, time)
   * @param layout cosines and sines of the positions; of a packed row also its places
   */
  NDArray recorded(Kept keep, NDArray ids, NDArray... layout) {
    NDArray everywhere = ids.getManager().create(0L);
    return recordedRows(keep, everywhere, ids, layout)
        .reshape(new Shape(ids.getShape().get(0), ids.getShape().get(1), width));
  }

  /**
   * Returns the final hidden states of some tokens; the last layer computes nothing after its
   * attention for the others, forward and backward // (places, width).
   *
   * @param wanted the tokens' places among all // (places)
   */
  NDArray recordedRows(Kept keep, NDArray wanted, NDArray ids, NDArray... layout) {
    List<NDArray> inputs = inputs(ids, layout);
    NDArray flag = ids.getManager().create(keep.code);
    NDList kept =
        script.detached(
            "kept_layers",
            new TorchScript.Inputs(flag, wanted).list("L", inputs).list("P", weights));
    NDArray states = kept.get(0); // (places, width)
    states.setRequiresGradient(true);
    List<NDArray> arrays = List.copyOf(kept.subList(BEFORE, kept.size()));
    PyTorch.backwards(() -> addGradients(states.getGradient(), wanted, inputs, arrays));
    return states;
  }

  /** Returns whether the backward pass makes the gradient of an array that was freed. */
  boolean makes(NDArray weight) {
    return weights.stream().anyMatch(own -> own == weight);
  }

  /** Returns the final hidden states without gradients // (batch, time, width). */
  NDArray read(NDArray ids, NDArray... layout) {
    TorchScript.Inputs all =
        new TorchScript.Inputs().list("L", inputs(ids, layout)).list("P", weights);
    NDArray states = script.inference("read_layers", all).singletonOrThrow();
    return states.reshape(new Shape(ids.getShape().get(0), ids.getShape().get(1), width));
  }

  /**
   * Returns the final hidden states of some tokens without gradients; the last layer computes
   * nothing after its attention for the others // (places, width).
   *
   * @param wanted the tokens' places among all // (places)
   */
  NDArray readRows(NDArray wanted, NDArray ids, NDArray... layout) {
    TorchScript.Inputs all =
        new TorchScript.Inputs(wanted).list("L", inputs(ids, layout)).list("P", weights);
    return script.inference("read_rows", all).singletonOrThrow();
  }

  private static List<NDArray> inputs(NDArray ids, NDArray... layout) {
    return Stream.concat(Stream.of(ids), Stream.of(layout)).toList();
  }

  /** Adds to the gradients of the weights; what was kept is freed on the way. */
  private void addGradients(
      NDArray ofStates, NDArray wanted, List<NDArray> inputs, List<NDArray> kept) {
    script.detached(
        "layers_back",
        new TorchScript.Inputs(ofStates, wanted)
            .list("L", inputs)
            .list("K", kept)
            .list("G", weights.stream().map(NDArray::getGradient).toList())
            .list("P", weights));
  }
}
