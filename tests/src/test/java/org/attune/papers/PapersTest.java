package org.attune.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.attune.claims.Claim;
import org.attune.claims.KeptFindings;
import org.attune.claims.Ledger;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.internal.chartpart.Chart;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

@DisplayName("The papers at a glance")
final class PapersTest {
  private static final String INTERVAL =
      "{'value': 0.5, 'low': 0.4, 'high': 0.6, 'n': 10, 'seeds': 3}";

  @TempDir private Path folder;

  private void keep(String id, String measures, String figures) throws IOException {
    Claim claim = Ledger.claims(List.of(id)).get(0);
    String text =
        "{'bench': 'here "
            + claim.rule().replace("'", "\\u0027")
            + "', 'finding': {'unit': 'reward', 'measures': ["
            + measures
            + "], 'evidence': [], 'gates': [], 'alpha': 0.05"
            + figures
            + "}, 'minutes': 1.0}";
    Files.writeString(folder.resolve(id + ".json"), text.replace('\'', '"'));
  }

  private static String measure(String name) {
    return "{'name': '" + name + "', 'ours': " + INTERVAL + "}";
  }

  @Test
  @DisplayName("put our numbers beside the paper's, row by row")
  void table() throws IOException {
    keep("O2", measure("FA") + "," + measure("PPO"), "");
    PaperDrawing drawing = Papers.of(folder).show("OFFLINE Table 3");
    assertTrue(drawing.drawn());
    var table = drawing.table().orElseThrow();
    assertEquals(List.of("", "ours, reward", "paper, A100 hours"), table.columnNames());
    assertEquals("PPO", table.getString(1, 0));
    assertEquals(730, table.numberColumn(2).getDouble(1));
    assertEquals("–", table.getString(2, 1), "the paper's RWR has no row of ours");
    assertEquals(2, drawing.charts().size());
  }

  @Test
  @DisplayName("draw curves, points and answers that a claim keeps")
  void curves() throws IOException {
    String line = "'x': [1.0, 2.0], 'y': [0.5, 0.6], 'low': [], 'high': []}";
    keep(
        "G1",
        "",
        ", 'figures': {'curves': [{'figure': 'GAP Fig. 1', 'x': 'KL to the start, nats per answer"
            + " (square-root axis)', 'y': 'win rate', 'lines': [{'name': 'online', 'joined': false,"
            + line
            + ", {'name': 'online', 'joined': true,"
            + line
            + "]}], 'rows': [], 'answers': []}");
    keep(
        "O3",
        "",
        ", 'figures': {'curves': [], 'rows': [], 'answers': [{'figure': 'OFFLINE Table 1',"
            + " 'prompt': 'How?', 'answers': [{'method': 'asked for 0.9', 'text': 'So & so.',"
            + " 'score': 1.5}]}]}");
    Papers papers = Papers.of(folder);
    assertEquals(1, papers.show("GAP Fig. 1").charts().size());
    assertEquals("How?", papers.show("OFFLINE Table 1").answers().get(0).prompt());
    String page = papers.page().html();
    assertTrue(page.contains("<svg") && page.contains("So &amp; so."), "a chart and an answer");
    assertFalse(page.contains("<img"), "charts are vectors");
  }

  private static String row(String column) {
    return "{'figure': 'RRHF Table 2', 'name': 'PPO', 'column': '"
        + column
        + "', 'ours': "
        + INTERVAL
        + "}";
  }

  @Test
  @DisplayName("put each column of ours beside the paper's of the same name")
  void columns() throws IOException {
    String rows = row("perplexity") + "," + row("reward");
    keep("R1", "", ", 'figures': {'curves': [], 'rows': [" + rows + "], 'answers': []}");
    PaperDrawing drawing = Papers.of(folder).show("RRHF Table 2");
    assertEquals(
        List.of("", "ours, reward", "paper, reward", "ours, perplexity", "paper, perplexity"),
        drawing.table().orElseThrow().columnNames());
    assertEquals(4, drawing.charts().size());
  }

  private static String points(String name, int count) {
    List<Double> values = IntStream.rangeClosed(1, count).mapToObj(i -> 1.0 * i).toList();
    return String.format(
        "{'name': '%s', 'joined': false, 'x': %s, 'y': %s, 'low': [], 'high': []}",
        name, values, values);
  }

  @Test
  @DisplayName("draw columns without numbers of the paper as groups, and crowds of points apart")
  void groups() throws IOException {
    String cell =
        "{'figure': 'GAP Fig. 11', 'name': '%s', 'column': '%s', 'ours': " + INTERVAL + "}";
    String rows =
        String.join(
            ",",
            String.format(cell, "small", "online"),
            String.format(cell, "small", "offline"),
            String.format(cell, "large", "online"),
            String.format(cell, "large", "offline"));
    keep("G8", "", ", 'figures': {'curves': [], 'rows': [" + rows + "], 'answers': []}");
    String order =
        "{'figure': 'GAP Fig. 3', 'x': 'rollout', 'y': 'step', 'lines': ["
            + points("in order", 101)
            + ","
            + points("shuffled", 101)
            + "]}";
    keep("G2", "", ", 'figures': {'curves': [" + order + "], 'rows': [], 'answers': []}");
    Papers papers = Papers.of(folder);
    Chart<?, ?> bars = papers.show("GAP Fig. 11").charts().values().iterator().next();
    assertEquals(Set.of("online", "offline"), bars.getSeriesMap().keySet());
    assertEquals(
        Set.of("GAP Fig. 3, in order", "GAP Fig. 3, shuffled"),
        papers.show("GAP Fig. 3").charts().keySet());
  }

  @Test
  @DisplayName("take claims that were given more seeds than others")
  void moreSeeds() throws IOException {
    for (String id : new String[] {"O1", "O2"}) {
      keep(id, measure("CA"), "");
      Path file = folder.resolve(id + ".json");
      String seeds = id.equals("O1") ? "seeds=[1, 2, 3], " : "seeds=[1, 2, 3, 4, 5], ";
      Files.writeString(file, Files.readString(file).replace("here ", seeds + "here "));
    }
    assertEquals("here", KeptFindings.in(folder).bench());
    assertEquals(2, KeptFindings.in(folder).entries().size());
  }

  @Test
  @DisplayName("say what is missing, and why")
  void missing() throws IOException {
    keep("O2", measure("FA"), "");
    keep("O1", measure("CA"), "");
    Papers papers = Papers.of(folder);
    assertTrue(papers.show("GAP Fig. 1").missing().contains("attune claims --only G1"));
    assertTrue(papers.show("OFFLINE Table 2").missing().contains("older than its figures"));
    assertTrue(papers.show("OFFLINE Fig. 1 and 2").missing().contains("diagrams"));
    assertThrows(InvalidInputException.class, () -> papers.show("GAP Fig. 99"));
    assertThrows(InvalidInputException.class, () -> Papers.of(folder.resolve("none")));
    Files.writeString(
        folder.resolve("O2.json"),
        Files.readString(folder.resolve("O2.json")).replace("here ", "elsewhere "));
    String said = assertThrows(InvalidInputException.class, () -> Papers.of(folder)).getMessage();
    assertTrue(said.contains("a different setting from the other claims"), said);
  }

  @Test
  @DisplayName("of this version are a whole page that XML can read")
  void bundled() throws Exception {
    Papers papers = Papers.bundled();
    assertTrue(
        papers.drawings().stream().filter(PaperDrawing::drawn).count() > 5, papers::toString);
    String page = papers.page().html().replaceFirst("<!DOCTYPE html>", "");
    try {
      javax.xml.parsers.DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(
              new InputSource(
                  new java.io.ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8))));
    } catch (SAXException e) {
      throw new AssertionError(e);
    }
  }
}
