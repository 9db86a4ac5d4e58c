package org.attune.model.io;

import java.nio.ByteBuffer;

/**
 * Widens the numbers of a GGUF file to 32 bits, as llama.cpp does it.
 *
 * <p>A block of 32 numbers has a scale d and perhaps a smallest number m in half precision, then
 * its small integers q; a number is d·q, less an offset, or d·q + m.
 */
final class GgufBlocks {
  private static final int BLOCK = 32;
  private static final int HALF = BLOCK / 2;
  private static final int NIBBLE = 15;

  private GgufBlocks() {}

  /**
   * Widens numbers from the beginning of a buffer.
   *
   * @param in little-endian, with whole blocks
   * @param count how many numbers, a multiple of the type's block
   */
  static void decode(GgufType type, ByteBuffer in, int count, float[] out) {
    if (!type.quantised()) {
      plain(type, in, count, out);
      return;
    }
    int size = type.blockBytes();
    for (int block = 0; block < count / type.block(); block++) {
      int at = block * size;
      int to = block * type.block();
      switch (type) {
        case Q4_0, Q4_1 -> nibbles(in, at, type == GgufType.Q4_1, out, to);
        case Q5_0, Q5_1 -> fives(in, at, type == GgufType.Q5_1, out, to);
        case Q8_0 -> bytes(in, at, out, to);
        case IQ4_NL, IQ4_XS, MXFP4 -> GgufTableBlocks.decode(type, in, at, out, to);
        case TQ1_0, TQ2_0 -> GgufTernaryBlocks.decode(type, in, at, out, to);
        default -> GgufSuperBlocks.decode(type, in, at, out, to);
      }
    }
  }

  private static void plain(GgufType type, ByteBuffer in, int count, float[] out) {
    for (int i = 0; i < count; i++) {
      out[i] =
          switch (type) {
            case F32 -> in.getFloat(Float.BYTES * i);
            case F16 -> half(in, Short.BYTES * i);
            default -> Float.intBitsToFloat(in.getShort(Short.BYTES * i) << Short.SIZE);
          };
    }
  }

  private static float half(ByteBuffer in, int at) {
    return HalfFloat.toFloat(in.getShort(at));
  }

  private static void nibbles(ByteBuffer in, int at, boolean offset, float[] out, int to) {
    float scale = half(in, at);
    float least = offset ? half(in, at + 2) : 0;
    int from = at + (offset ? 4 : 2);
    int zero = offset ? 0 : 8;
    for (int i = 0; i < HALF; i++) {
      int both = in.get(from + i);
      out[to + i] = scale * ((both & NIBBLE) - zero) + least;
      out[to + HALF + i] = scale * (((both >> 4) & NIBBLE) - zero) + least;
    }
  }

  /** The fifth bits of all numbers come first, in one word. */
  private static void fives(ByteBuffer in, int at, boolean offset, float[] out, int to) {
    float scale = half(in, at);
    float least = offset ? half(in, at + 2) : 0;
    int high = in.getInt(at + (offset ? 4 : 2));
    int from = at + (offset ? 8 : 6);
    int zero = offset ? 0 : 16;
    for (int i = 0; i < HALF; i++) {
      int both = in.get(from + i);
      int first = (both & NIBBLE) | (((high >>> i) & 1) << 4);
      int second = ((both >> 4) & NIBBLE) | (((high >>> (HALF + i)) & 1) << 4);
      out[to + i] = scale * (first - zero) + least;
      out[to + HALF + i] = scale * (second - zero) + least;
    }
  }

  private static void bytes(ByteBuffer in, int at, float[] out, int to) {
    float scale = half(in, at);
    for (int i = 0; i < BLOCK; i++) {
      out[to + i] = scale * in.get(at + 2 + i);
    }
  }
}
