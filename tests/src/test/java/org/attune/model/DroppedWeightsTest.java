package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.attune.Policy;
import org.attune.Tiny;
import org.attune.engine.NativeMemory;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Weights that nobody holds")
final class DroppedWeightsTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  @DisplayName("are freed before they matter, though nobody asks Java to collect")
  void dropped() {
    long before = NativeMemory.held();
    long most = 0;
    for (int i = 0; i < 200; i++) {
      Weights.random(Map.of("a", new Shape(2, 1 << 20)), 1, i, Device.cpu()); // 8 MiB
      most = Math.max(most, NativeMemory.held() - before);
    }
    // 200 of them have 1,600 MiB; they are collected after 64.
    assertTrue(most < 400 * MEBIBYTE, "held " + most / MEBIBYTE + " MiB at once");
  }

  /** Returns the bytes that are held once what other tests dropped has been freed. */
  private static long settled() throws InterruptedException {
    long last = -1;
    for (int same = 0; same < 3; ) {
      System.gc();
      Thread.sleep(50);
      long held = NativeMemory.held();
      same = held == last ? same + 1 : 0;
      last = held;
    }
    return last;
  }

  @Test
  @DisplayName("may be closed at once, and then say so")
  void closed() throws InterruptedException {
    LanguageModel model = Tiny.model(3);
    long before = settled();
    LanguageModel copy = model.copy();
    assertEquals(4 * model.config().parameters(), NativeMemory.held() - before);
    copy.close();
    copy.close();
    assertEquals(before, NativeMemory.held());
    assertTrue(
        assertThrows(InvalidInputException.class, copy::hash).getMessage().contains("closed"));
    try (Policy policy = Policy.bundled()) {
      assertTrue(policy.html().contains("MiB"));
    }
  }
}
