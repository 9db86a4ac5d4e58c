package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collection;
import java.util.Optional;
import org.attune.engine.DType;
import org.attune.util.InvalidInputException;

/**
 * In what form weights are in memory. Vectors and matrices of one row always have 32 bits.
 *
 * @param held the type of matrices
 * @param quantisation in what form those of blocks are held instead, if they are frozen and
 *     quantised
 */
public record WeightForm(DType held, Optional<Quantisation> quantisation) {
  /** 32-bit floats, which can be trained. */
  static final WeightForm FULL = new WeightForm(DType.F32);

  /** Holds matrices in a type, none of them quantised. */
  public WeightForm(DType held) {
    this(held, Optional.empty());
  }

  /** Returns the type in memory of weights that are not quantised. */
  DType type(Shape shape) {
    return shape.dimension() > 1 && shape.get(0) > 1 ? held : DType.F32;
  }

  /** Returns the bytes in memory of weights. */
  long bytes(String name, Shape shape) {
    return quantises(name, shape)
        ? quantisation.orElseThrow().bytes(shape)
        : shape.size() * type(shape).width();
  }

  /** Returns whether weights are held in blocks. */
  boolean quantises(String name, Shape shape) {
    return quantisation.filter(type -> type.takes(name, shape)).isPresent();
  }

  /** Returns whether an array holds blocks. */
  static boolean isQuantised(NDArray array) {
    return array.getDataType() == DataType.UINT8;
  }

  /** Returns whether an array holds 16-bit floats. */
  boolean isHalf(NDArray array) {
    return !isQuantised(array) && type(array.getShape()) != DType.F32;
  }

  /** Returns the shape of the weights that an array holds. */
  Shape shape(NDArray array) {
    return isQuantised(array)
        ? quantisation.orElseThrow().shape(array.getShape())
        : array.getShape();
  }

  /** Refuses to train all weights if some are quantised. */
  public void requireTrainable(boolean adapts) {
    InvalidInputException.unless(
        adapts || quantisation.isEmpty(),
        "The weights are quantised to %s, and quantised weights cannot be trained; train an adapter"
            + " over them with LoRA, such as .lora(16, 32) or --lora, or load the model without"
            + " quantisation.",
        quantisation.map(Quantisation::text).orElse(""));
  }

  /** Returns whether all matrices, whatever their number of rows, are held in 16 bits or fewer. */
  boolean areAllHalves(Collection<NDArray> arrays) {
    return held != DType.F32
        && arrays.stream()
            .allMatch(a -> isQuantised(a) || a.getShape().dimension() < 2 || isHalf(a));
  }
}
