package org.attune.reward;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Makes the collector free unreachable direct buffers and puts other numbers in their place. */
final class Shaking {
  private static final int ROUNDS = 3;
  private static final int BUFFERS = 5_000;

  private Shaking() {}

  static void directMemory() {
    List<ByteBuffer> taken = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      System.gc();
      for (int i = 0; i < BUFFERS; i++) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
        buffer.putFloat(0, 1e9f);
        taken.add(buffer);
      }
    }
    if (taken.size() != ROUNDS * BUFFERS) {
      throw new IllegalStateException("The buffers must stay reachable until here.");
    }
  }
}
