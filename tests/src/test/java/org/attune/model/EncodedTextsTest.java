package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Texts that were tokenised before")
final class EncodedTextsTest {
  private final EncodedTexts texts = new EncodedTexts();

  @Test
  void encodesOnce() {
    AtomicInteger calls = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(new int[] {1, 2}, texts.ids("ab", text -> ids(calls)));
    }
    assertEquals(1, calls.get());
  }

  private static int[] ids(AtomicInteger calls) {
    calls.incrementAndGet();
    return new int[] {1, 2};
  }

  @Test
  void callersCannotChangeWhatIsKept() {
    texts.ids("ab", text -> new int[] {1, 2})[0] = 9;
    assertArrayEquals(new int[] {1, 2}, texts.ids("ab", text -> new int[0]));
  }

  @Test
  void staysSmall() {
    String filler = "x".repeat(10_000);
    for (int i = 0; i < 3_000; i++) {
      texts.ids(filler + i, text -> new int[text.length()]);
    }
    assertTrue(texts.count() > 0 && texts.count() <= EncodedTexts.CAPACITY / 50_000);
  }

  @Test
  void longTextsAreNotKept() {
    texts.ids("x".repeat(EncodedTexts.CAPACITY), text -> new int[1]);
    assertEquals(0, texts.count());
  }
}
