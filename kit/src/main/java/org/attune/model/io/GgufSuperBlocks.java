package org.attune.model.io;

import java.nio.ByteBuffer;

/**
 * Widens blocks of 256 numbers, the types whose names end in K. A block is cut into parts of 16 or
 * 32 numbers, each with a small integer that multiplies the scale d of the block and, in some
 * types, one that multiplies the scale m of what is subtracted.
 */
final class GgufSuperBlocks {
  private static final int SIZE = 256;
  private static final int ROW = 32; // numbers that share the place of their bits
  private static final int NIBBLE = 15;
  private static final int SIX_BITS = 63;

  private GgufSuperBlocks() {}

  /** Widens the block at a place of a buffer. */
  static void decode(GgufType type, ByteBuffer in, int at, float[] out, int to) {
    switch (type) {
      case Q2_K -> two(in, at, out, to);
      case Q3_K -> three(in, at, out, to);
      case Q4_K -> four(in, at, out, to);
      case Q5_K -> five(in, at, out, to);
      case Q6_K -> six(in, at, out, to);
      default -> throw new IllegalStateException(type + " has other blocks.");
    }
  }

  private static float half(ByteBuffer in, int at) {
    return HalfFloat.toFloat(in.getShort(at));
  }

  /** Sixteen scales and subtrahends of four bits, two bits for each number, d and m. */
  private static void two(ByteBuffer in, int at, float[] out, int to) {
    float scale = half(in, at + 80);
    float least = half(in, at + 82);
    for (int i = 0; i < SIZE; i++) {
      int part = in.get(at + i / 16) & 0xff;
      out[to + i] = scale * (part & NIBBLE) * twoBits(in, at + 16, i) - least * (part >> 4);
    }
  }

  /** Each byte holds the bits of four numbers, 32 apart. */
  private static int twoBits(ByteBuffer in, int from, int i) {
    return (in.get(from + i / 128 * ROW + i % ROW) >> (i / ROW % 4 * 2)) & 3;
  }

  /** A third bit for each number, two bits for each, sixteen scales of six bits, and d. */
  private static void three(ByteBuffer in, int at, float[] out, int to) {
    float scale = half(in, at + 108);
    for (int part = 0; part < SIZE / 16; part++) {
      float own = scale * (sixBits(in, at + 96, part) - 32);
      for (int i = part * 16; i < part * 16 + 16; i++) {
        int high = (in.get(at + i % ROW) >> (i / ROW)) & 1;
        out[to + i] = own * (twoBits(in, at + ROW, i) - 4 + 4 * high);
      }
    }
  }

  private static int sixBits(ByteBuffer in, int from, int part) {
    int low = (in.get(from + part % 8) >> (part / 8 * 4)) & NIBBLE;
    int high = (in.get(from + 8 + part % 4) >> (part / 4 * 2)) & 3;
    return low | (high << 4);
  }

  /** The scales d and m, eight scales and subtrahends of six bits, four bits for each number. */
  private static void four(ByteBuffer in, int at, float[] out, int to) {
    float scale = half(in, at);
    float least = half(in, at + 2);
    for (int part = 0; part < SIZE / ROW; part++) {
      float own = scale * factor(in, at + 4, part);
      float less = least * subtrahend(in, at + 4, part);
      for (int i = 0; i < ROW; i++) {
        out[to + part * ROW + i] = own * fourBits(in, at + 16, part, i) - less;
      }
    }
  }

  private static int fourBits(ByteBuffer in, int from, int part, int i) {
    return (in.get(from + part / 2 * ROW + i) >> (part % 2 * 4)) & NIBBLE;
  }

  /** The first four have six bits of a byte, the others four bits, and two bits left over there. */
  private static int factor(ByteBuffer in, int from, int part) {
    return part < 4
        ? in.get(from + part) & SIX_BITS
        : (in.get(from + part + 4) & NIBBLE) | (((in.get(from + part - 4) >> 6) & 3) << 4);
  }

  private static int subtrahend(ByteBuffer in, int from, int part) {
    return part < 4
        ? in.get(from + part + 4) & SIX_BITS
        : ((in.get(from + part + 4) >> 4) & NIBBLE) | (((in.get(from + part) >> 6) & 3) << 4);
  }

  /** As with four bits, and a fifth bit for each number between scales and numbers. */
  private static void five(ByteBuffer in, int at, float[] out, int to) {
    float scale = half(in, at);
    float least = half(in, at + 2);
    for (int part = 0; part < SIZE / ROW; part++) {
      float own = scale * factor(in, at + 4, part);
      float less = least * subtrahend(in, at + 4, part);
      for (int i = 0; i < ROW; i++) {
        int high = (in.get(at + 16 + i) >> part) & 1;
        out[to + part * ROW + i] = own * (fourBits(in, at + 48, part, i) | (high << 4)) - less;
      }
    }
  }

  /** Four bits for each number, two more for each, sixteen scales of a byte, and d. */
  private static void six(ByteBuffer in, int at, float[] out, int to) {
    float scale = half(in, at + 208);
    for (int i = 0; i < SIZE; i++) {
      int row = i / ROW % 4;
      int low = (in.get(at + i / 128 * 64 + row % 2 * ROW + i % ROW) >> (row / 2 * 4)) & NIBBLE;
      int high = (in.get(at + 128 + i / 128 * ROW + i % ROW) >> (row * 2)) & 3;
      out[to + i] = scale * in.get(at + 192 + i / 16) * ((low | (high << 4)) - 32);
    }
  }
}
