package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayName("Texts that would be more than texts")
final class HostileTextTest {
  @Test
  @DisplayName("show their control characters and directions in a terminal")
  void terminal() {
    assertEquals("a\\u001b[2Jb", PlainText.of("a\u001b[2Jb"));
    assertEquals("\\u009b31m\\u202e\\u2066\\u0007", PlainText.of("\u009b31m\u202e\u2066\u0007"));
    assertEquals("two\nlines\té 好", PlainText.of("two\nlines\té 好"));
    Table table = Table.create("t", StringColumn.create("a\u202eb", List.of("c\u009bd")));
    assertFalse(TextTable.text(table).matches("(?s).*[\u009b\u202e].*"));
  }

  @ParameterizedTest
  @CsvSource({"=1+1", "+cmd", "-2+3", "@SUM(A1)", "'  =1+1'"})
  @DisplayName("are no formulas of a spreadsheet")
  void formulas(String text) {
    Table table = Table.create("t", StringColumn.create("text", List.of(text, "-1.5", "a=b")));
    assertEquals("text\n'" + text + "\n-1.5\na=b\n", Csv.text(table).replace("\r", ""));
    assertEquals(List.of(text, "-1.5", "a=b"), table.stringColumn("text").asList());
  }
}
