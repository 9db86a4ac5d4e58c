package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.ScriptTemplate;
import org.attune.engine.TorchScript;

/** Writes matrices as the blocks of a {@link Quantisation}, and reads them. */
final class QuantisedBlocks {
  /** Reads blocks; the decoder's script has the same text. */
  static final String READING = "blocks.torchscript";

  private final TorchScript script;

  QuantisedBlocks(NDManager manager, Quantisation type) {
    ScriptTemplate template =
        new ScriptTemplate(
            Map.of("LOW", String.valueOf(MatmulPrecision.FLOAT32.code())), flags(type));
    List<String> resources = List.of(READING, "quantise.torchscript");
    this.script = TorchScript.load(manager, QuantisedBlocks.class, resources, template);
  }

  /** Returns the flags of the scripts for a type. */
  static Set<String> flags(Quantisation type) {
    return Set.of("QUANTISED", type.name());
  }

  /** Returns the blocks of a matrix // (rows, bytes of a row). */
  NDArray of(NDArray matrix) {
    return script.detached("quantised", new TorchScript.Inputs(matrix)).singletonOrThrow();
  }

  /** Returns the matrix that blocks stand for in 32 bits // (rows, columns). */
  NDArray full(NDArray blocks) {
    return script.detached("opened", new TorchScript.Inputs(blocks)).singletonOrThrow();
  }
}
