package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TablesTests {
  private static final Table METHODS =
      Table.create(
          StringColumn.create("method", "SFT", "RRHF"),
          DoubleColumn.create("reward", 0.4, Double.NaN),
          DoubleColumn.create("KL", 3.21, 12.75),
          IntColumn.create("seed", 20260101, 7),
          BooleanColumn.create("best", false, true));

  @Test
  void markupInTextIsEscaped() {
    assertEquals("&lt;b&gt; &amp; &quot;x&quot; &#39;", Html.escape("<b> & \"x\" '"));
    assertEquals("naïve 😀 \uFFFD \uFFFD", Html.escape("naïve 😀 \u0000 \uD800"));
  }

  @Test
  void htmlCellsCannotBreakOutOfTheTable() {
    Table table = Table.create(StringColumn.create("<i>", "</td><script>"));
    String html = Html.table(table);
    assertFalse(html.contains("<script>") || html.contains("<i>"));
    assertTrue(html.contains("&lt;script&gt;") && html.contains("&lt;i&gt;"));
  }

  @Test
  void htmlSaysHowManyRowsItLeavesOut() {
    Table long1 = Table.create(IntColumn.create("row", IntStream.range(0, 1244).toArray()));
    String html = Html.table(long1, 10);
    assertTrue(html.contains("… 1,234 more rows"));
    assertTrue(html.contains(">9</td>"));
    assertFalse(html.contains(">10</td>"));
    assertTrue(Html.table(long1, 1243).contains("… 1 more row<"));
    assertFalse(Html.table(long1, 1244).contains("more row"));
    assertTrue(Html.table(long1.emptyCopy()).contains("no rows"));
  }

  @Test
  void htmlRoundsNumbersKeepsTheExactOnesAndShowsGaps() {
    Table table = Table.create(DoubleColumn.create("x", 1.23456789, 2.5, Double.NaN));
    String html = Html.table(table);
    assertTrue(html.contains("title=\"1.23456789\">1.23</td>"), html);
    assertTrue(html.contains(">2.50</td>"));
    assertTrue(html.contains(">–</span>"));
    assertTrue(html.contains("text-align:right"));
  }

  @Test
  void htmlClipsLongTextAndKeepsItWholeInTheTooltip() {
    String longText = "word ".repeat(40).strip();
    String html = Html.table(Table.create(StringColumn.create("answer", longText)));
    assertTrue(html.contains("title=\"" + longText + "\""));
    assertTrue(html.contains("…</td>"));
  }

  @Test
  void htmlBringsNoColoursOfItsOwn() {
    String html = Html.table(METHODS);
    String own = html.replace("background:transparent;color:inherit", "");
    own = own.replace("background:transparent", "");
    assertFalse(own.contains("background") || own.contains("color:"), own);
  }

  @Test
  void aTableNeedsRoomForARow() {
    assertThrows(IllegalArgumentException.class, () -> Html.table(METHODS, 0));
    assertThrows(IllegalArgumentException.class, () -> TextTable.text(METHODS, 5));
  }

  @Test
  void textPutsDecimalPointsUnderEachOther() {
    String text = TextTable.text(METHODS, 100, 50, StandardCharsets.UTF_8);
    assertEquals(
        """
        method  reward    KL      seed  best
        ──────  ──────  ────  ────────  ────
        SFT      0.400   3.2  20260101  no
        RRHF         –  12.8         7  yes
        """,
        text);
  }

  @Test
  void textFallsBackToAscii() {
    String text = TextTable.text(METHODS, 100, 1, StandardCharsets.US_ASCII);
    assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(text), text);
    assertTrue(text.contains("------") && text.contains(".. 1 more row"), text);
  }

  @Test
  void textClipsWordsBeforeItDropsColumnsAndNeverClipsNumbers() {
    Table table =
        METHODS.copy().addColumns(StringColumn.create("note", "long ".repeat(30), "短い 文"));
    String text = TextTable.text(table, 60, 50, StandardCharsets.UTF_8);
    assertTrue(text.contains("note") && text.contains("…") && text.contains("20260101"), text);
    assertTrue(text.lines().allMatch(line -> TextWidth.width(line) <= 60), text);
  }

  @Test
  void textNamesTheColumnsThatDoNotFit() {
    String text = TextTable.text(METHODS, 24, 50, StandardCharsets.UTF_8);
    assertTrue(text.contains("… 2 more columns: seed"), text);
    assertTrue(text.lines().allMatch(line -> TextWidth.width(line) <= 24), text);
  }

  @Test
  void intervalsAreAlignedLikeNumbersAndNeverClipped() {
    Table table =
        Table.create(
            StringColumn.create("method", "a name of some length", "b"),
            StringColumn.create("reward", "1.23 [1.10, 1.36]", "10.20 [9.95, 10.41]"));
    String text = TextTable.text(table, 38, 50, StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    assertTrue(lines.get(2).endsWith("  1.23 [1.10, 1.36]"), text);
    assertTrue(lines.get(3).endsWith(" 10.20 [9.95, 10.41]"), text);
    assertEquals(lines.get(2).length(), lines.get(3).length());
    String html = Html.table(table, 5);
    assertTrue(html.contains(">1.23 <span style=\"white-space:nowrap\">[1.10, 1.36]<"), html);
  }

  @Test
  void wordsInPlaceOfAnIntervalDoNotMakeTheOthersTexts() {
    Table table =
        Table.create(StringColumn.create("KL", "1.23 [1.10, 1.36]", "not measured", "0 [0, 0]"));
    String text = TextTable.text(table, 38, 50, StandardCharsets.UTF_8);
    assertTrue(text.lines().anyMatch(line -> line.endsWith("         0 [0, 0]")), text);
  }

  @Test
  void clippingNeverSplitsALetter() {
    assertEquals("😀…", TextWidth.to("😀😀😀", 4, "…"));
    assertEquals("a b", TextWidth.oneLine(" a\n\tb\u0000"));
  }
}
