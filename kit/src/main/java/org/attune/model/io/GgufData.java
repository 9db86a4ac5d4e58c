package org.attune.model.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.attune.util.InvalidInputException;

/** The bytes of a tensor in a GGUF file, read piece by piece. */
final class GgufData implements Closeable {
  private static final int PIECE = 1 << 20;

  private final GgufFile.Tensor tensor;
  private final RandomAccessFile in; // not a channel: an interrupt would close it during loading
  private byte[] piece = new byte[0];

  GgufData(GgufFile.Tensor tensor) {
    this.tensor = tensor;
    try {
      this.in = new RandomAccessFile(tensor.file().toFile(), "r");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Returns bytes from a place of the tensor, in a buffer that the next call uses again. */
  ByteBuffer read(long from, int count) {
    if (piece.length < count) {
      piece = new byte[count];
    }
    try {
      in.seek(tensor.from() + from);
      in.readFully(piece, 0, count);
    } catch (IOException e) {
      throw unreadable(e);
    }
    return ByteBuffer.wrap(piece, 0, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns whether two tensors have the same bytes. */
  static boolean equal(GgufFile.Tensor one, GgufFile.Tensor other) {
    if (one.type() != other.type() || !Arrays.equals(one.shape(), other.shape())) {
      return false;
    }
    try (GgufData a = new GgufData(one);
        GgufData b = new GgufData(other)) {
      for (long from = 0; from < one.bytes(); from += PIECE) {
        int count = (int) Math.min(PIECE, one.bytes() - from);
        if (!a.read(from, count).equals(b.read(from, count))) {
          return false;
        }
      }
      return true;
    }
  }

  private InvalidInputException unreadable(IOException e) {
    return new InvalidInputException(
        tensor.file() + ": cannot be read (" + e.getMessage() + ").", e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
