package org.attune.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.attune.train.offline.MismatchedPairs;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Mismatched pairs")
final class MismatchedPairsTest {
  private static List<Integer> places(String... prompts) {
    return MismatchedPairs.places("KTO", List.of(prompts));
  }

  @Test
  @DisplayName("name the next row of another prompt, the first row following the last")
  void next() {
    assertEquals(List.of(1, 2, 0), places("a", "b", "c"));
    assertEquals(List.of(2, 2, 4, 4, 0, 0), places("a", "a", "b", "b", "c", "c"));
    assertEquals(List.of(2, 2, 3, 2), places("a", "a", "b", "a"));
    assertEquals(List.of(1, 0), places("a", "b"));
  }

  @Test
  @DisplayName("need two prompts")
  void single() {
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> places("a", "a"));
    assertTrue(refused.getMessage().contains("only one prompt"), refused.getMessage());
    assertThrows(InvalidInputException.class, () -> places("a"));
  }
}
