package org.attune.model.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/** How a GGUF file stores the numbers of a tensor. */
public enum GgufType {
  /** Four bytes, exact. */
  F32(0, 0, 1, 4),
  /** Two bytes, 11 bits of precision, at most 65,504. */
  F16(1, 1, 1, 2),
  /** Blocks of 32 numbers: a scale in half precision and a byte each; 8.5 bits per number. */
  Q8_0(8, 7, 32, 34),
  /** Two bytes, 8 bits of precision, the range of F32; it is read only, as are all that follow. */
  BF16(30, Read.ONLY, 1, 2),
  /** Blocks of 32 numbers with a scale; 4.5 bits per number. */
  Q4_0(2, Read.ONLY, 32, 18),
  /** Blocks of 32 numbers with a scale and a smallest number; 5 bits per number. */
  Q4_1(3, Read.ONLY, 32, 20),
  /** Blocks of 32 numbers with a scale; 5.5 bits per number. */
  Q5_0(6, Read.ONLY, 32, 22),
  /** Blocks of 32 numbers with a scale and a smallest number; 6 bits per number. */
  Q5_1(7, Read.ONLY, 32, 24),
  /** Blocks of 256 numbers with 16 scales and smallest numbers; 2.6 bits per number. */
  Q2_K(10, Read.ONLY, 256, 84),
  /** Blocks of 256 numbers with 16 scales; 3.4 bits per number. */
  Q3_K(11, Read.ONLY, 256, 110),
  /** Blocks of 256 numbers with 8 scales and smallest numbers; 4.5 bits per number. */
  Q4_K(12, Read.ONLY, 256, 144),
  /** Blocks of 256 numbers with 8 scales and smallest numbers; 5.5 bits per number. */
  Q5_K(13, Read.ONLY, 256, 176),
  /** Blocks of 256 numbers with 16 scales; 6.6 bits per number. */
  Q6_K(14, Read.ONLY, 256, 210),
  /** Blocks of 32 numbers with a scale, each one of 16 values; 4.5 bits per number. */
  IQ4_NL(20, Read.ONLY, 32, 18),
  /** Blocks of 256 numbers with 8 scales, each one of 16 values; 4.3 bits per number. */
  IQ4_XS(23, Read.ONLY, 256, 136),
  /** Blocks of 256 numbers that are 0 or a scale with either sign; 1.7 bits per number. */
  TQ1_0(34, Read.ONLY, 256, 54),
  /** Blocks of 256 numbers that are 0 or a scale with either sign; 2.1 bits per number. */
  TQ2_0(35, Read.ONLY, 256, 66),
  /** Blocks of 32 floats of four bits with a power of two as scale; 4.3 bits per number. */
  MXFP4(39, Read.ONLY, 32, 17);

  /** Holds a constant that the types above need before those of this enumeration exist. */
  private static final class Read {
    static final int ONLY = -1;
  }

  private static final int LARGEST_BYTE = 127;
  private static final int BITS = 8;

  /** What other types are called, by their number, for those who ask what a file holds. */
  private static final Map<Integer, String> OTHERS =
      Map.ofEntries(
          Map.entry(9, "Q8_1"),
          Map.entry(15, "Q8_K"),
          Map.entry(16, "IQ2_XXS"),
          Map.entry(17, "IQ2_XS"),
          Map.entry(18, "IQ3_XXS"),
          Map.entry(19, "IQ1_S"),
          Map.entry(21, "IQ3_S"),
          Map.entry(22, "IQ2_S"),
          Map.entry(24, "I8"),
          Map.entry(25, "I16"),
          Map.entry(26, "I32"),
          Map.entry(27, "I64"),
          Map.entry(28, "F64"),
          Map.entry(29, "IQ1_M"),
          Map.entry(40, "NVFP4"));

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
        .filter(type -> type.fileType != Read.ONLY && type.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "GGUF is written as f32, f16 or q8_0, not as '"
                        + name.toLowerCase(Locale.ROOT)
                        + "'; other types are made of an f16 file by llama.cpp's llama-quantize."));
  }

  /** Returns the type of a number in the format, of tensors that can be read. */
  static Optional<GgufType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** Returns what a number in the format is called, whether it can be read or not. */
  static String name(int code) {
    return of(code).map(Enum::name).orElse(OTHERS.getOrDefault(code, "number " + code));
  }

  /** Returns whether numbers are rounded to a few values in each block. */
  boolean quantised() {
    return block > 1;
  }

  /** Returns how many bits a number takes. */
  double bits() {
    return (double) BITS * blockBytes / block;
  }

  /** Returns how many numbers are stored together. */
  int block() {
    return block;
  }

  /** Returns how many bytes these take. */
  int blockBytes() {
    return blockBytes;
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
      default -> throw new IllegalStateException(this + " is read only.");
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
