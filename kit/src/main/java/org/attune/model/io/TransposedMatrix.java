package org.attune.model.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.attune.model.WeightReader;

/** Matrices that a file stores with a row for each input, as the Conv1D of GPT-2 does. */
final class TransposedMatrix {
  /** Values that are passed on at a time. */
  private static final int PIECE = 1 << 18;

  private TransposedMatrix() {}

  /** Returns the transpose of a matrix in row-major order. */
  static float[] of(float[] values, int columns) {
    int rows = values.length / columns;
    float[] turned = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = values[row * columns + column];
      }
    }
    return turned;
  }

  /**
   * Passes on some rows of a matrix of which a file stores the transpose.
   *
   * @param stored the file's values, with a row for each of the matrix's columns
   * @param from the first row
   * @param shape how many rows, and the number of columns
   */
  static void rows(float[] stored, long from, long[] shape, WeightReader.Piece next) {
    int columns = (int) shape[1];
    int all = stored.length / columns;
    int most = Math.max(1, PIECE / columns);
    ByteBuffer piece =
        ByteBuffer.allocateDirect(most * columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < shape[0]; done += most) {
      int rows = (int) Math.min(most, shape[0] - done);
      piece.clear();
      for (int row = (int) from + done; row < from + done + rows; row++) {
        for (int column = 0; column < columns; column++) {
          piece.putFloat(stored[column * all + row]);
        }
      }
      next.take(piece.flip(), rows * columns, "F32", (long) done * columns);
    }
  }
}
