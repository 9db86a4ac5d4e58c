package org.attune;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The tokens of a prompt")
final class TokenTableTest {
  @Test
  @DisplayName("form a table of one line for each, also for a line break")
  void lines() {
    String shown = Policy.bundled().show("Hi").printAll();
    assertTrue(shown.contains("\\n"), shown);
    assertTrue(shown.lines().skip(3).allMatch(line -> line.endsWith("|")), shown);
  }
}
