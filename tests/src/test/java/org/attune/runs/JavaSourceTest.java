package org.attune.runs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Java source of values")
class JavaSourceTest {
  @Test
  @DisplayName("holds texts of any length, such as the problems of a verifiable reward")
  void longTexts() {
    String text = JavaSource.text("a b\n".repeat(500) + "c d ".repeat(50_000));
    String call = "org.attune.Dataset.bundled(" + text + ", 1)";
    assertTrue(JavaSource.imported(call).contains(text));
  }
}
