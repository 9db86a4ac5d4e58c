package org.attune.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The text of an error")
final class ErrorTextTest {
  @Test
  @DisplayName("has no black or red ink, which dark pages show on dark red; marks stay")
  void ink() {
    List<String> lines =
        List.of("\u001B[1;31mcannot find\u001B[0m", "\u001B[1m\u001B[30mint \u001B[41mx\u001B[0m");
    assertEquals(
        List.of("\u001B[1mcannot find\u001B[0m", "\u001B[1mint \u001B[41mx\u001B[0m"),
        ErrorText.readable(lines));
  }
}
