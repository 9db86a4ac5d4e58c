package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayName("A frame as CSV")
final class CsvTests {
  private static final List<String> TEXTS =
      List.of(
          " leading",
          "trailing ",
          "\ttab\t",
          "line\nbreak\n",
          "\n\nHuman: Hi\r\n\r\nAssistant:",
          "a, b",
          "say \"hi\"",
          "\"",
          "",
          " ",
          "plain");

  @Test
  @DisplayName("keeps every character of a text, on the way there and back")
  void there() {
    Table table =
        Table.create("t", StringColumn.create("text, of", TEXTS), StringColumn.create("b", TEXTS));
    List<List<String>> expected = new ArrayList<>(List.of(List.of("text, of", "b")));
    TEXTS.forEach(text -> expected.add(List.of(text, text)));
    assertEquals(expected, Csv.cells(Csv.text(table)));
  }

  @Test
  @DisplayName("leaves numbers and plain texts without quotation marks")
  void plain() {
    Table table =
        Table.create(
            "t",
            StringColumn.create("name", "a b", "c"),
            DoubleColumn.create("x", 1.5, Double.NaN));
    assertEquals("name,x\na b,1.5\nc,\n", Csv.text(table));
  }

  @Test
  @DisplayName("keeps the row of an empty text that stands alone")
  void alone() {
    assertEquals(
        List.of(List.of("x"), List.of(""), List.of("a")),
        Csv.cells(Csv.text(Table.create("t", StringColumn.create("x", "", "a")))));
  }
}
