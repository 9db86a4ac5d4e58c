package org.attune.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/** The cosines and sines by which rotary positions turn queries and keys. */
final class RotaryEmbedding {
  private final int half;
  private final NDArray cosines; // (context, headWidth / 2)
  private final NDArray sines;

  /** Cosine and sine for some positions, each // (batch or 1, time, 1, headWidth / 2). */
  record Angles(NDArray cos, NDArray sin) {}

  RotaryEmbedding(LlamaConfig config, NDManager manager) {
    half = config.headWidth() / 2;
    // Batches are padded a little past the longest sequence.
    int positions = config.context() + 2 * TokenBatch.SIZE_STEP;
    float[] cos = new float[positions * half];
    float[] sin = new float[positions * half];
    for (int position = 0; position < positions; position++) {
      for (int i = 0; i < half; i++) {
        double angle = position * Math.pow(config.theta(), -2.0 * i / config.headWidth());
        cos[position * half + i] = (float) Math.cos(angle);
        sin[position * half + i] = (float) Math.sin(angle);
      }
    }
    cosines = manager.create(cos, new Shape(positions, half));
    sines = manager.create(sin, new Shape(positions, half));
  }

  /** Returns the cosines of all positions // (positions, headWidth / 2). */
  NDArray cosines() {
    return cosines;
  }

  /** Returns the sines of all positions // (positions, headWidth / 2). */
  NDArray sines() {
    return sines;
  }

  /** Returns the angles of positions 0 … time − 1. */
  Angles first(long time) {
    NDIndex rows = new NDIndex().addSliceDim(0, time);
    Shape shape = new Shape(1, time, 1, half);
    return new Angles(cosines.get(rows).reshape(shape), sines.get(rows).reshape(shape));
  }

  /** Returns the angles of given positions // (batch, time). */
  Angles at(NDArray positions) {
    Shape shape = new Shape(positions.getShape().get(0), positions.getShape().get(1), 1, half);
    return new Angles(
        LlamaDecoder.rows(positions, cosines).reshape(shape),
        LlamaDecoder.rows(positions, sines).reshape(shape));
  }
}
