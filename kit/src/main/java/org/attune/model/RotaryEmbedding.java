package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.attune.engine.PyTorch;
import org.attune.model.family.Architecture.RotaryPairs;
import org.attune.model.family.RopeParameters;

/**
 * The cosines and sines of rotary position embeddings, for all sets of positions that the layers
 * use, side by side; where positions are learned, the positions themselves in the place of cosines,
 * by which decoders look them up.
 *
 * <p>The tables grow with the longest text so far, since a context of 131,072 tokens is rarely
 * used.
 */
final class RotaryEmbedding {
  private static final int FIRST = 2048;

  private final NDManager manager;
  private final List<RopeParameters> sets;
  private final int half;
  private final int headWidth;
  private final RotaryPairs pairs;
  private final boolean learned;
  private final int first;
  private final int last;
  private final int most;
  private Angles tables; // (positions, sets * half)

  /** Cosine and sine for some positions, each // (batch or 1, time, 1, sets * half). */
  record Angles(NDArray cos, NDArray sin) {}

  RotaryEmbedding(LlamaConfig config, NDManager manager) {
    this.manager = manager;
    this.sets = config.architecture().ropes();
    this.learned = config.architecture().learnsPositions();
    this.half = learned ? 1 : config.architecture().rotaryWidth() / 2;
    this.first = config.architecture().firstPosition();
    this.headWidth = config.headWidth();
    this.pairs = config.architecture().pairs();
    this.last = config.context() - 1;
    // Batches are padded a little past the longest sequence.
    this.most = config.context() + 2 * PaddedTexts.SIZE_STEP;
    this.tables = tables(Math.min(most, FIRST));
  }

  private Angles tables(int positions) {
    int width = width();
    float[] cos = new float[positions * width];
    float[] sin = new float[positions * width];
    for (int position = 0; position < positions; position++) {
      if (learned) {
        cos[position] = first + Math.min(position, last); // padding may lie past the context
        continue;
      }
      for (int column = 0; column < width; column++) {
        RopeParameters set = sets.get(column / half);
        double angle = position * set.frequencies().get(column % half);
        cos[position * width + column] = (float) (set.amplitude() * Math.cos(angle));
        sin[position * width + column] = (float) (set.amplitude() * Math.sin(angle));
      }
    }
    Shape shape = new Shape(positions, width);
    return new Angles(
        PyTorch.kept(manager.create(cos, shape)), PyTorch.kept(manager.create(sin, shape)));
  }

  /** Returns how many angles a position has. */
  int width() {
    return sets.size() * half;
  }

  /**
   * Returns the tables of at least {@code positions} positions, up to the longest allowed text //
   * (positions, sets * half).
   */
  synchronized Angles upTo(long positions) {
    int known = (int) tables.cos().getShape().get(0);
    if (positions > known && known < most) {
      tables = tables((int) Math.min(most, Math.max(positions, 2L * known)));
    }
    return tables;
  }

  /** Returns the angles of positions 0 … time − 1. */
  Angles first(long time) {
    NDIndex rows = new NDIndex().addSliceDim(0, time);
    Shape shape = new Shape(1, time, 1, width());
    Angles all = upTo(time);
    return new Angles(all.cos().get(rows).reshape(shape), all.sin().get(rows).reshape(shape));
  }

  /**
   * Returns the angles of given positions // (batch, time).
   *
   * @param end greater than all of them
   */
  Angles at(NDArray positions, long end) {
    Shape shape = new Shape(positions.getShape().get(0), positions.getShape().get(1), 1, width());
    Angles all = upTo(end);
    return new Angles(
        PyTorch.rows(positions, all.cos()).reshape(shape),
        PyTorch.rows(positions, all.sin()).reshape(shape));
  }

  /**
   * Rotates each pair of numbers of a head, (i, i + half) or (2i, 2i + 1), by the angles of one set
   * // (batch, time, heads, headWidth).
   */
  NDArray turned(NDArray x, int set, Angles angles) {
    NDIndex columns = new NDIndex().addAllDim(3).addSliceDim((long) set * half, (set + 1L) * half);
    NDArray cos = angles.cos().get(columns);
    NDArray sin = angles.sin().get(columns);
    boolean neighbours = pairs == RotaryPairs.NEIGHBOURS;
    NDArray a = neighbours ? numbers(x, 0, 2L * half, 2) : numbers(x, 0, half, 1);
    NDArray b = neighbours ? numbers(x, 1, 2L * half, 2) : numbers(x, half, 2L * half, 1);
    NDList parts = new NDList(a.mul(cos).sub(b.mul(sin)), b.mul(cos).add(a.mul(sin)));
    if (neighbours) {
      Shape heads = x.getShape();
      Shape pairs = new Shape(heads.get(0), heads.get(1), heads.get(2), 2L * half);
      parts = new NDList(NDArrays.stack(parts, 4).reshape(pairs));
    }
    if (neighbours && 2 * half == headWidth) {
      return parts.singletonOrThrow();
    }
    if (2 * half < headWidth) {
      parts.add(numbers(x, 2L * half, headWidth, 1));
    }
    return NDArrays.concat(parts, 3);
  }

  private static NDArray numbers(NDArray x, long from, long to, long step) {
    return x.get(new NDIndex().addAllDim(3).addSliceDim(from, to, step));
  }
}
