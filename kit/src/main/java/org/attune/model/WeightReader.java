package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.engine.PyTorch;

/**
 * Reads weights from a file into native memory piece by piece. Matrices keep the file's precision,
 * so that a model in bfloat16 takes half the memory; vectors and the single row of a reward model's
 * head, which are small, get 32 bits.
 */
public final class WeightReader {
  /** Values that are read at a time. */
  static final int PIECE = 1 << 18;

  private final NDManager manager;
  private final WeightScript script;
  private final WeightForm form;
  private QuantisedBlocks blocks; // made when first used

  WeightReader(NDManager manager, WeightScript script, WeightForm form) {
    this.manager = manager;
    this.script = script;
    this.form = form;
  }

  /** Fetches the bytes of weights as stored in a file. */
  public interface Bytes {
    /** Passes on the bytes of the weights of a name, piece by piece. */
    void read(String name, Piece next);
  }

  /** Receives pieces of a file. */
  public interface Piece {
    /**
     * Receives one piece.
     *
     * @param numbers a direct buffer, which is reused afterwards
     * @param count how many values it holds
     * @param type their data type in the file: F16, BF16, F32 or F64
     * @param first how many values came before
     * @return whether all values are finite
     */
    boolean take(ByteBuffer numbers, int count, String type, long first);
  }

  /** Returns the bytes of tensors on Java's heap. */
  static Bytes heap(Map<String, HostTensor> tensors) {
    ByteBuffer part = piece();
    return (name, next) -> {
      float[] values = tensors.get(name).values();
      for (int first = 0; first < values.length; first += PIECE) {
        int count = Math.min(PIECE, values.length - first);
        part.clear().limit(count * Float.BYTES);
        part.asFloatBuffer().put(values, first, count);
        next.take(part, count, "F32", first);
      }
    };
  }

  /** Returns room for one piece. */
  static ByteBuffer piece() {
    return ByteBuffer.allocateDirect(PIECE * Float.BYTES).order(ByteOrder.nativeOrder());
  }

  /** Reads the weights of a name; the caller's manager owns them. */
  NDArray read(String name, Shape shape, Bytes bytes) {
    if (!form.quantises(name, shape)) {
      return read(name, shape, form.type(shape), bytes);
    }
    try (PyTorch.Scope scope = PyTorch.scope();
        NDArray exact = read(name, shape, DType.F32, bytes)) {
      return scope.keep(blocks().of(exact));
    }
  }

  private QuantisedBlocks blocks() {
    if (blocks == null) {
      blocks = new QuantisedBlocks(manager, form.quantisation().orElseThrow());
    }
    return blocks;
  }

  private NDArray read(String name, Shape shape, DType type, Bytes bytes) {
    try (PyTorch.Scope scope = PyTorch.scope()) {
      NDArray whole = scope.keep(empty(shape, type));
      bytes.read(
          name,
          (numbers, count, stored, first) -> {
            NDArray part = manager.create(numbers, new Shape(count), passed(stored));
            return stored.equals("BF16")
                ? script.fillBrain(part, whole, first)
                : script.fill(part, whole, first);
          });
      return whole;
    }
  }

  /** Returns the type for the engine, which creates no bfloat16: its bits pass as float16. */
  private static DataType passed(String type) {
    return switch (type) {
      case "F64" -> DataType.FLOAT64;
      case "F16", "BF16" -> DataType.FLOAT16;
      default -> DataType.FLOAT32;
    };
  }

  private NDArray empty(Shape shape, DType type) {
    return type == DType.F32 ? manager.create(shape, DataType.FLOAT32) : script.empty(shape, type);
  }
}
