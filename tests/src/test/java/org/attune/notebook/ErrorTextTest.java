package org.attune.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

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

  @Test
  @DisplayName("says where the names of a table's columns are, if one is wrong")
  void column() {
    Table table = Table.create("labels", StringColumn.create("normalised", "a"));
    List<Executable> sought =
        List.of(() -> table.stringColumn("normalized"), () -> table.column("normalized"));
    for (Executable each : sought) {
      String message = assertThrows(RuntimeException.class, each).getMessage();
      String advice = "; columnNames() lists those that the table has.";
      assertEquals(message + advice, ErrorText.advised(message));
    }
    assertEquals("no such thing", ErrorText.advised("no such thing"));
  }
}
