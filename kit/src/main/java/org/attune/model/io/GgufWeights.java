package org.attune.model.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.attune.engine.DType;
import org.attune.model.FusedNames;
import org.attune.model.LlamaConfig;
import org.attune.model.WeightReader;
import org.attune.model.family.Families;
import org.attune.model.family.FileNames;
import org.attune.model.family.GgufArchitecture;
import org.attune.util.InvalidInputException;

/**
 * Reads a decoder's weights from a GGUF file; the mirror of {@link GgufTensors}. Quantised numbers
 * are widened, rows of queries and keys get Hugging Face's order, and 1 is taken from the gains of
 * norms where a model adds it.
 */
final class GgufWeights {
  private static final int PIECE = 1 << 18;

  private final GgufFile file;
  private final LlamaConfig config;
  private final GgufArchitecture source;
  private final GgufTensors tensors;
  private final FusedNames names;
  private final Map<String, long[]> shapes;
  private float[] values = new float[PIECE];
  private ByteBuffer out = ByteBuffer.allocateDirect(0);

  /**
   * Makes the mapping.
   *
   * @param shapes the shapes of the decoder's weights, by its own names
   */
  GgufWeights(GgufFile file, LlamaConfig config, Map<String, long[]> shapes) {
    this.file = file;
    this.config = config;
    this.shapes = shapes;
    this.source = Families.named(config.architecture().modelType()).gguf();
    this.tensors = new GgufTensors(config, source);
    boolean attention = file.tensors().containsKey("blk.0.attn_qkv.weight");
    boolean gate =
        config.architecture().feedForward().gated()
            && config.architecture().experts().isEmpty()
            && !file.tensors().containsKey("blk.0.ffn_gate.weight");
    FileNames stored = GgufTensors.stacked(attention, gate, config.architecture());
    this.names = new FusedNames(config, stored, shapes);
  }

  /** Returns the precision that holds most of the matrices' numbers as they are. */
  static DType precision(GgufFile file) {
    Map<DType, Long> counts =
        file.tensors().values().stream()
            .filter(tensor -> tensor.shape().length > 1)
            .collect(
                Collectors.groupingBy(
                    tensor -> held(tensor.type()),
                    () -> new EnumMap<>(DType.class),
                    Collectors.summingLong(GgufFile.Tensor::count)));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(DType.F32);
  }

  /** Scales are halves, so that 11 bits of precision hold quantised numbers almost exactly. */
  private static DType held(GgufType type) {
    return switch (type) {
      case F32 -> DType.F32;
      case BF16 -> DType.BF16;
      default -> DType.F16;
    };
  }

  /** Checks that the file has all weights in the right shapes, and nothing else. */
  void check() {
    Set<String> others = new TreeSet<>(file.tensors().keySet());
    others.removeAll(GgufPositions.TENSORS);
    if (config.tied()) {
      others.remove(GgufTensors.OUTPUT);
    }
    names
        .stored()
        .forEach(
            (own, shape) -> {
              String name = tensors.renamed(own);
              others.remove(name);
              requireShape(name, shape);
            });
    InvalidInputException.unless(
        others.isEmpty(),
        "%s: the tensor '%s' does not belong to the %s that the file describes, and ignoring it"
            + " would change the model, so the file cannot be used.",
        file.file(),
        others.stream().findFirst().orElse(""),
        source.name());
  }

  private void requireShape(String name, long[] shape) {
    GgufFile.Tensor tensor = file.tensors().get(name);
    InvalidInputException.unless(
        tensor != null,
        "%s: the tensor '%s' is missing, but the file describes a model that has it.",
        file.file(),
        name);
    InvalidInputException.unless(
        Arrays.equals(sizes(tensor.shape()), sizes(shape)),
        "%s: the tensor '%s' has the shape %s, but the file describes a model with %s.",
        file.file(),
        name,
        Arrays.toString(tensor.shape()),
        Arrays.toString(shape));
    InvalidInputException.unless(
        shape.length > 1 || !tensor.type().quantised(),
        "%s: the tensor '%s' is a quantised vector, which no program writes; the file is damaged.",
        file.file(),
        name);
  }

  /** Returns the dimensions without those of 1, which llama.cpp leaves out in some places. */
  private static long[] sizes(long[] shape) {
    return Arrays.stream(shape).filter(size -> size > 1).toArray();
  }

  /** Reads the weights of a decoder's name. */
  void read(String name, WeightReader.Piece next) {
    FusedNames.Whole whole = names.whole(name);
    String stored = tensors.renamed(whole.name());
    GgufFile.Tensor tensor = file.tensors().get(stored);
    long[] shape = shapes.get(name);
    int row = (int) (shape.length > 1 ? shape[1] : 1);
    boolean paired = GgufTensors.pairs(name, source);
    int step = paired ? config.headWidth() : Math.max(1, PIECE / row);
    boolean plusOne = config.architecture().gainPlusOne() && name.endsWith("norm.weight");
    try (GgufData data = new GgufData(tensor)) {
      for (long done = 0; done < shape[0]; done += step) {
        int rows = (int) Math.min(step, shape[0] - done);
        long from = tensor.type().size((whole.first() + done) * row);
        int bytes = (int) tensor.type().size((long) rows * row);
        decode(tensor.type(), data.read(from, bytes), rows * row, plusOne);
        put(rows, row, paired);
        InvalidInputException.unless(
            next.take(out, rows * row, "F32", done * row),
            "%s: the tensor '%s' holds NaN or infinity; the file is damaged.",
            file.file(),
            stored);
      }
    }
  }

  private void decode(GgufType type, ByteBuffer in, int count, boolean plusOne) {
    if (values.length < count) {
      values = new float[count];
    }
    GgufBlocks.decode(type, in, count, values);
    for (int i = 0; plusOne && i < count; i++) {
      values[i]--; // llama.cpp multiplies by the gain alone.
    }
  }

  /** Puts rows into the buffer; those of a head whose numbers are neighbours become two halves. */
  private void put(int rows, int row, boolean paired) {
    if (out.capacity() < rows * row * Float.BYTES) {
      out = ByteBuffer.allocateDirect(rows * row * Float.BYTES).order(ByteOrder.nativeOrder());
    }
    out.clear().limit(rows * row * Float.BYTES);
    for (int to = 0; to < rows; to++) {
      int half = rows / 2;
      int from = paired ? to % half * 2 + to / half : to;
      out.asFloatBuffer().put(to * row, values, from * row, row);
    }
  }
}
