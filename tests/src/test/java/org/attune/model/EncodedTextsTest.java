package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Texts that were tokenised before")
final class EncodedTextsTest {
  @Test
  void encodesOnce() {
    AtomicInteger calls = new AtomicInteger();
    EncodedTexts texts = new EncodedTexts(text -> new int[] {calls.incrementAndGet()});
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(new int[] {1}, texts.ids("ab"));
    }
    assertArrayEquals(new int[] {2}, texts.ids("cd"));
  }

  @Test
  void callersCannotChangeWhatIsKept() {
    EncodedTexts texts = new EncodedTexts(text -> new int[] {1, 2});
    texts.ids("ab")[0] = 9;
    assertArrayEquals(new int[] {1, 2}, texts.ids("ab"));
  }

  @Test
  void staysSmall() {
    EncodedTexts texts = new EncodedTexts(text -> new int[text.length()]);
    String filler = "x".repeat(10_000);
    for (int i = 0; i < 3_000; i++) {
      texts.ids(filler + i);
    }
    assertTrue(texts.count() > 0 && texts.count() <= EncodedTexts.CAPACITY / 50_000);
  }

  @Test
  void longTextsAreNotKept() {
    EncodedTexts texts = new EncodedTexts(text -> new int[1]);
    texts.ids("x".repeat(EncodedTexts.CAPACITY));
    assertEquals(0, texts.count());
  }
}
