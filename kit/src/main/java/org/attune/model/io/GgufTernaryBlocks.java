package org.attune.model.io;

import java.nio.ByteBuffer;

/** Widens blocks of 256 numbers that are -1, 0 or 1 times the scale d at their end. */
final class GgufTernaryBlocks {
  private static final int SIZE = 256;
  private static final int ROW = 32; // bytes whose numbers take turns
  private static final int TRITS = 5; // numbers in a byte, but for the last four bytes
  private static final int[] POWERS = {1, 3, 9, 27, 81};

  private GgufTernaryBlocks() {}

  /** Widens the block at a place of a buffer. */
  static void decode(GgufType type, ByteBuffer in, int at, float[] out, int to) {
    switch (type) {
      case TQ1_0 -> threes(in, at, out, to);
      case TQ2_0 -> twoBits(in, at, out, to);
      default -> throw new IllegalStateException(type + " has other blocks.");
    }
  }

  /** Rows of 32, 16 and 4 bytes follow each other. */
  private static void threes(ByteBuffer in, int at, float[] out, int to) {
    float scale = HalfFloat.toFloat(in.getShort(at + 52));
    int half = ROW / 2;
    for (int i = 0; i < TRITS * ROW; i++) {
      out[to + i] = scale * trit(in.get(at + i % ROW), i / ROW);
    }
    for (int i = 0; i < TRITS * half; i++) {
      out[to + TRITS * ROW + i] = scale * trit(in.get(at + ROW + i % half), i / half);
    }
    for (int i = 0; i < 16; i++) {
      out[to + SIZE - 16 + i] = scale * trit(in.get(at + ROW + half + i % 4), i / 4);
    }
  }

  /**
   * A byte is a fraction of 256 whose digits to the base 3 are numbers; what is left of it after
   * some of them are taken off begins with the next one.
   */
  private static int trit(byte fraction, int place) {
    int left = ((fraction & 0xff) * POWERS[place]) & 0xff;
    return ((left * 3) >> 8) - 1;
  }

  /** Each byte holds the bits of four numbers, 32 apart. */
  private static void twoBits(ByteBuffer in, int at, float[] out, int to) {
    float scale = HalfFloat.toFloat(in.getShort(at + 64));
    for (int i = 0; i < SIZE; i++) {
      int bits = in.get(at + i / 128 * ROW + i % ROW) >> (i / ROW % 4 * 2);
      out[to + i] = scale * ((bits & 3) - 1);
    }
  }
}
