package org.attune.model.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import org.attune.util.InvalidInputException;

/** How a GGUF file stores the numbers of a tensor. */
public enum GgufType {
  /** Four bytes, exact. */
  F32(0, 0, 1, 4),
  /** Two bytes, 11 bits of precision, at most 65,504. */
  F16(1, 1, 1, 2),
  /** Blocks of 32 numbers: a scale in half precision and a byte each; 8.5 bits per number. */
  Q8_0(8, 7, 32, 34);

  private static final int LARGEST_BYTE = 127;

  private final int code;
  private final int fileType;
  private final int block;
  private final int blockBytes;

  GgufType(int code, int fileType, int block, int blockBytes) {
    this.code = code;
    this.fileType = fileType;
    this.block = block;
    this.blockBytes = blockBytes;
  }

  /** Returns the type of a name, in either case. */
  public static GgufType of(String name) {
    return Arrays.stream(values())
        .filter(type -> type.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "GGUF is written as f32, f16 or q8_0, not as '"
                        + name.toLowerCase(Locale.ROOT)
                        + "'; other types are made of an f16 file by llama.cpp's llama-quantize."));
  }

  /** Returns the number of the type in the format. */
  int code() {
    return code;
  }

  /** Returns the number of a whole file whose matrices have this type. */
  int fileType() {
    return fileType;
  }

  /** Returns whether rows of a length can be stored. */
  boolean fits(long length) {
    return length % block == 0;
  }

  /** Returns the bytes that so many numbers take. */
  long size(long count) {
    return count / block * blockBytes;
  }

  /** Encodes numbers in row-major order. */
  byte[] encode(float[] values) {
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(size(values.length))).order(ByteOrder.LITTLE_ENDIAN);
    switch (this) {
      case F32 -> out.asFloatBuffer().put(values);
      case F16 -> {
        for (float value : values) {
          out.putShort(HalfFloat.fromFloat(value));
        }
      }
      case Q8_0 -> {
        for (int from = 0; from < values.length; from += block) {
          quantise(values, from, out);
        }
      }
    }
    return out.array();
  }

  private void quantise(float[] values, int from, ByteBuffer out) {
    float largest = 0;
    for (int i = from; i < from + block; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    float scale = largest / LARGEST_BYTE;
    float inverse = scale == 0 ? 0 : 1 / scale;
    out.putShort(HalfFloat.fromFloat(scale));
    for (int i = from; i < from + block; i++) {
      float scaled = values[i] * inverse;
      // Halves are rounded away from zero, as llama.cpp rounds them.
      out.put((byte) (Math.signum(scaled) * Math.floor(Math.abs(scaled) + 0.5)));
    }
  }
}
