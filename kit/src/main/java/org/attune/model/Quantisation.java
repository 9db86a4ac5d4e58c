package org.attune.model;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.attune.model.family.Experts;
import org.attune.model.family.FileNames;
import org.attune.util.InvalidInputException;

/**
 * How the frozen matrices of a model's blocks are held in 8 or 4 bits under an adapter, as QLoRA
 * does it (Dettmers et al. 2023, arXiv 2305.14314). Embeddings, output matrix, norms, biases, a
 * router, and rows that are no multiple of a block stay as they are.
 *
 * <p>The numbers of a row come in blocks, each of which has a scale in half precision and small
 * codes. In memory a row has the scales of all its blocks first, then the codes, so that both are
 * read without a gap.
 */
public enum Quantisation {
  /** GGUF's Q8_0: blocks of 32 signed bytes, 8.5 bits a weight. */
  Q8_0(32, 8),
  /** GGUF's Q4_0: blocks of 32 whole numbers from -8 to 7, 4.5 bits a weight. */
  Q4_0(32, 4),
  /**
   * QLoRA's NormalFloat: blocks of 64 indices into the quantiles of a normal distribution, 4.25
   * bits a weight. The scale is the largest absolute value, in half precision.
   */
  NF4(64, 4);

  private static final int SCALE = Short.BYTES;

  private final int block;
  private final int bits;

  Quantisation(int block, int bits) {
    this.block = block;
    this.bits = bits;
  }

  /** Returns the type for a name, such as {@code q4_0}. */
  public static Quantisation of(String name) {
    return Arrays.stream(values())
        .filter(type -> type.text().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Weights are quantised to "
                        + Arrays.stream(values())
                            .map(Quantisation::text)
                            .collect(Collectors.joining(", "))
                        + ", not to '"
                        + name
                        + "'."));
  }

  /** Returns the name, such as {@code q4_0}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether weights of a name and shape are held in blocks. */
  public boolean takes(String name, Shape shape) {
    return name.startsWith(FileNames.OWN_BLOCKS)
        && shape.dimension() == 2
        && shape.get(1) % block == 0
        && (Experts.isExpert(name) || BlockMatrices.has(name));
  }

  /** Returns the bytes in memory of a matrix of a shape. */
  public long bytes(Shape shape) {
    return shape.get(0) * (shape.get(1) / block) * blockBytes();
  }

  /** Returns the shape of the matrix that is held in an array // (rows, bytes of a row). */
  Shape shape(Shape held) {
    return new Shape(held.get(0), held.get(1) / blockBytes() * block);
  }

  private int blockBytes() {
    return SCALE + block * bits / Byte.SIZE;
  }
}
