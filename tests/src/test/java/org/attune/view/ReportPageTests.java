package org.attune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ReportPageTests {
  private static final Curve CURVE = Curve.of("DPO", new double[] {0, 1}, new double[] {0.7, 0.5});

  private static ReportPage full() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("seed", "7");
    facts.put("data", "a & b");
    return ReportPage.of("Methods <compared>")
        .subtitle("one seed")
        .summary("`DPO` wins & how.")
        .prose("Before any heading.")
        .section("Results")
        .prose("First paragraph.\n\nSecond one.")
        .table(Table.create(StringColumn.create("method", "SFT & co")), "All of them.")
        .charts(List.of(chart(), chart()), "Twice the same.")
        .section("Answers")
        .answers(
            "Why?",
            List.of(new JudgedAnswer("SFT", "Because <3", 0.5), new JudgedAnswer("DPO", "x\u0001")))
        .chart(chart(), "")
        .provenance(facts);
  }

  private static XYChart chart() {
    return Charts.lines("Loss", "step", "loss", CURVE);
  }

  @Test
  void thePageIsWellFormedAndHoldsEverything() throws Exception {
    Document page = parsed(full().html());
    String text = page.getDocumentElement().getTextContent();
    for (String part :
        List.of(
            "Methods <compared>",
            "one seed",
            "DPO wins & how.",
            "Before any heading.",
            "Results",
            "First paragraph.",
            "Second one.",
            "SFT & co",
            "All of them.",
            "Twice the same.",
            "Answers",
            "Why?",
            "Because <3",
            "0.5",
            "How this was made",
            "seed",
            "a & b")) {
      assertTrue(text.contains(part), part);
    }
    // A lone chart is drawn for phones too.
    assertEquals(4, page.getElementsByTagName("svg").getLength());
    assertEquals(2, page.getElementsByTagName("li").getLength());
    assertEquals(1, page.getElementsByTagName("details").getLength());
  }

  @Test
  void aNumberAndItsPercentSignStayOnOneLine() {
    String html =
        ReportPage.of("95 % intervals")
            .summary("Above 0 at 5 %.")
            .section("1 % of all")
            .prose("Equal 12.5 %, and % alone.")
            .table(Table.create(StringColumn.create("share", "7 %")), "With 95 % intervals.")
            .fact("share", "3 %")
            .html();
    assertFalse(html.matches("(?s).*[0-9] %.*"), html);
    for (String part :
        List.of(
            "95\u00a0% i", "at 5\u00a0%.", ">1\u00a0%", "12.5\u00a0%, and % alone", ">7\u00a0%<")) {
      assertTrue(html.contains(part), part);
    }
  }

  @Test
  void nothingIsFetched() throws Exception {
    String html = full().html();
    String rest = html.replace("http://www.w3.org/2000/svg", ""); // a name, not an address
    assertFalse(rest.contains("http") || html.contains("@import") || html.contains("<script"));
    assertTrue(html.contains("prefers-color-scheme: dark"));
  }

  @Test
  void onPaperAWideTableIsNeitherCutNorScrolled() {
    Table table = Table.create(StringColumn.create("KL", "1.2 [1.1, 1.3]"));
    String html = ReportPage.of("t").table(table, "").html();
    String print = html.substring(html.indexOf("@media print"));
    // The table's own style keeps its numbers on one line, and lets a screen scroll.
    assertTrue(html.contains("overflow-x:auto") && html.contains("white-space:nowrap"), html);
    for (String rule :
        List.of("overflow-x: visible !important", "white-space: normal !important")) {
      assertTrue(print.contains(rule), rule);
    }
  }

  @Test
  void onAPhoneTheFirstColumnStaysAndTheOthersMoveTogether() {
    Table table = Table.create(StringColumn.create("KL", "1.2 [1.1, 1.3]"));
    String html = ReportPage.of("t").table(table, "").html();
    String phone = html.substring(html.indexOf("@media (max-width: 480px)"));
    // The cells' own padding, which notebooks need, would win otherwise.
    assertTrue(html.contains("padding:.3em .9em .3em .2em"), html);
    String rules = phone.substring(0, phone.indexOf("@page"));
    assertTrue(rules.contains("padding-right: .45em !important"), rules);
    assertTrue(rules.contains(".attune-table tr > :first-child { position: sticky"), rules);
  }

  @Test
  void recordsAreWholeAndNameTheirColumns() throws Exception {
    String words = "a long statement & ".repeat(20).strip();
    Table table =
        Table.create(
            StringColumn.create("claim", "O1"),
            StringColumn.create("what <it> says", words),
            StringColumn.create("ours", "1.2 [1.1, 1.3]"));
    String html = ReportPage.of("t").records(table, "All of it.").html();
    var cells = parsed(html).getElementsByTagName("td");
    assertEquals(3, cells.getLength());
    assertEquals(words, cells.item(1).getTextContent());
    var label = cells.item(1).getAttributes().getNamedItem("data-label").getNodeValue();
    assertEquals("what <it> says", label);
    var style = cells.item(2).getAttributes().getNamedItem("class").getNodeValue();
    assertEquals("number", style);
    assertTrue(html.contains("All of it."));
    assertTrue(html.contains("attr(data-label)"), "a phone shows the labels");
  }

  @Test
  void recordsShowEveryRow() throws Exception {
    String[] many =
        Stream.iterate(0, i -> i + 1).limit(70).map(i -> "r" + i).toArray(String[]::new);
    Table table = Table.create(StringColumn.create("row", many));
    String html = ReportPage.of("t").records(table, "").html();
    assertEquals(70, parsed(html).getElementsByTagName("td").getLength());
  }

  @Test
  void theContentsLeadToTheirSections() throws Exception {
    Document page = parsed(full().html());
    var links = page.getElementsByTagName("a");
    var sections = page.getElementsByTagName("section");
    // The section before the first heading has no line in the contents.
    for (int i = 0; i < links.getLength(); i++) {
      String target = links.item(i).getAttributes().getNamedItem("href").getNodeValue();
      var id = sections.item(i + 1).getAttributes().getNamedItem("id");
      assertEquals(target, "#" + id.getNodeValue());
    }
    assertEquals(sections.getLength(), links.getLength() + 1);
  }

  @Test
  void aPageNeverChanges() {
    ReportPage empty = ReportPage.of("t");
    String before = empty.html();
    ReportPage one = empty.section("A");
    one.prose("more");
    assertEquals(before, empty.html());
    assertFalse(one.html().contains("more"));
  }

  @Test
  void aValueStandsInAPageAsInANotebook() {
    assertTrue(ReportPage.of("t").shown(() -> "<b>hello</b>").html().contains("<b>hello</b>"));
  }

  @Test
  void thePageIsWrittenWholeAndNeverOverItself(@TempDir Path folder) throws Exception {
    Path file = full().write(folder.resolve("report.html"));
    assertEquals(full().html(), Files.readString(file));
    assertThrows(InvalidInputException.class, () -> ReportPage.of("other").write(file));
    assertEquals(full().html(), Files.readString(file));
    ReportPage.of("other").replace(file);
    assertTrue(Files.readString(file).contains("<h1>other</h1>"));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  private static Document parsed(String html) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }
}
