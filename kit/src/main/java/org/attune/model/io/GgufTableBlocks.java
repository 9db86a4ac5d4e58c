package org.attune.model.io;

import java.nio.ByteBuffer;

/**
 * Widens blocks whose numbers are places in a table of 16 values, four bits each: those of IQ4_NL
 * and IQ4_XS lie closer together around 0, those of MXFP4 are floats with one bit of precision.
 */
final class GgufTableBlocks {
  private static final int SIZE = 256;
  private static final int PART = 32;
  private static final int HALF = PART / 2;
  private static final int NIBBLE = 15;

  /** The values of a format that is not linear, as llama.cpp defines it. */
  private static final int[] NOT_LINEAR = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  /**
   * Twice the values of a float with a sign, two bits of exponent and one of precision (Open
   * Compute Project, Microscaling Formats 1.0, 2023).
   */
  private static final int[] FLOATS = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

  private GgufTableBlocks() {}

  /** Widens the block at a place of a buffer. */
  static void decode(GgufType type, ByteBuffer in, int at, float[] out, int to) {
    switch (type) {
      case IQ4_NL -> part(HalfFloat.toFloat(in.getShort(at)), NOT_LINEAR, in, at + 2, out, to);
      case IQ4_XS -> parts(in, at, out, to);
      case MXFP4 -> part(halfPower(in.get(at) & 0xff), FLOATS, in, at + 1, out, to);
      default -> throw new IllegalStateException(type + " has other blocks.");
    }
  }

  /** The first half of the numbers has the low bits of the bytes, the other half the high ones. */
  private static void part(float scale, int[] table, ByteBuffer in, int from, float[] out, int to) {
    for (int i = 0; i < HALF; i++) {
      int both = in.get(from + i);
      out[to + i] = scale * table[both & NIBBLE];
      out[to + HALF + i] = scale * table[(both >> 4) & NIBBLE];
    }
  }

  /**
   * The scale d, two high bits and four low bits of eight factors, and four bits for each number.
   */
  private static void parts(ByteBuffer in, int at, float[] out, int to) {
    float scale = HalfFloat.toFloat(in.getShort(at));
    int high = in.getShort(at + 2);
    for (int part = 0; part < SIZE / PART; part++) {
      int low = (in.get(at + 4 + part / 2) >> (part % 2 * 4)) & NIBBLE;
      int factor = low | (((high >> (2 * part)) & 3) << 4);
      part(scale * (factor - 32), NOT_LINEAR, in, at + 8 + part * HALF, out, to + part * PART);
    }
  }

  /** Returns half of 2 to a power that is stored 127 greater. */
  private static float halfPower(int stored) {
    return Math.scalb(1f, stored - Byte.MAX_VALUE - 1);
  }
}
