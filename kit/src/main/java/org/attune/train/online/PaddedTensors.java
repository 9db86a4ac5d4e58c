package org.attune.train.online;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Converts per-token numbers between Java arrays and padded native tensors. */
final class PaddedTensors {
  private PaddedTensors() {}

  /** Returns the rows padded with zeros // (rows, width). */
  static NDArray of(NDManager manager, List<double[]> rows, int width) {
    float[] values = new float[rows.size() * width];
    for (int row = 0; row < rows.size(); row++) {
      double[] tokens = rows.get(row);
      for (int t = 0; t < tokens.length; t++) {
        values[row * width + t] = (float) tokens[t];
      }
    }
    return manager.create(values, new Shape(rows.size(), width));
  }

  /** Returns one row of a tensor, without its padding. */
  static double[] row(float[] values, int row, int width, int length) {
    double[] tokens = new double[length];
    for (int t = 0; t < length; t++) {
      tokens[t] = values[row * width + t];
    }
    return tokens;
  }
}
