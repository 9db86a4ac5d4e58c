package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.attune.data.Demonstration;
import org.attune.data.Pair;
import org.attune.data.Ranking;
import org.attune.data.ReadOptions;
import org.attune.data.RowType;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("A dataset")
class DatasetTest {
  private final Dataset prompts = Dataset.ofPrompts(List.of("a", "b", "a"));
  private final Dataset demonstrations =
      Dataset.ofDemonstrations(List.of(new Demonstration("a", "x"), new Demonstration("b", "y")));
  private final Dataset pairs =
      Dataset.ofPairs(
          List.of(
              new Pair("a", "good", "no"), new Pair("b", "ok", "worse"), new Pair("c", "", "")));
  private final Dataset rankings =
      Dataset.ofRankings(
          List.of(
              new Ranking("a", List.of("x", "y", "z"), List.of(2.0, 1.0, 1.0)),
              new Ranking("b", List.of("u"), List.of(0.5))));

  private static void refuses(String sentence, Executable what) {
    assertEquals(sentence, assertThrows(InvalidInputException.class, what).getMessage());
  }

  @Test
  @DisplayName("says in one line what it is")
  void line() {
    assertEquals("Dataset(3 prompts, 2 distinct)", prompts.toString());
    assertEquals("Dataset(3 pairs, 3 distinct prompts)", pairs.toString());
    assertEquals("Dataset(1 pair, 1 distinct prompt)", pairs.take(1).toString());
  }

  @Nested
  @DisplayName("gives its rows in every form its kind allows")
  class Views {
    @Test
    @DisplayName("prompts, distinct and in order")
    void distinct() {
      assertEquals(List.of("a", "b"), prompts.prompts());
      assertEquals(3, prompts.size());
    }

    @Test
    @DisplayName("every response as a demonstration")
    void all() {
      assertEquals(
          List.of("good", "no", "ok", "worse", "", ""),
          pairs.demonstrations().stream().map(Demonstration::response).toList());
      assertEquals(4, rankings.demonstrations().size());
      assertEquals(new Demonstration("b", "y"), demonstrations.demonstrations().get(1));
    }

    @Test
    @DisplayName("the chosen responses as demonstrations")
    void chosen() {
      assertEquals(RowType.DEMONSTRATIONS, pairs.chosen().kind());
      assertEquals(
          List.of(new Demonstration("a", "x"), new Demonstration("b", "u")),
          rankings.chosen().demonstrations());
      assertEquals(demonstrations.hash(), demonstrations.chosen().hash());
    }

    @Test
    @DisplayName("rankings as pairs, one for every two responses whose scores differ")
    void pairsOfRankings() {
      assertEquals(List.of(new Pair("a", "x", "y"), new Pair("a", "x", "z")), rankings.pairs());
    }

    @Test
    @DisplayName("pairs as rankings of two")
    void rankingsOfPairs() {
      assertEquals(
          new Ranking("a", List.of("good", "no"), List.of(1.0, 0.0)), pairs.rankings().get(0));
    }

    @Test
    @DisplayName("and refuses the others with what to do")
    void refused() {
      refuses(
          "A dataset of prompts has no pairs; sample responses first, or load a file that has"
              + " them.",
          prompts::pairs);
      refuses(
          "A dataset of prompts has no demonstrations; sample responses first, or load a file that"
              + " has them.",
          prompts::demonstrations);
      refuses(
          "A dataset of prompts has no chosen responses; sample responses first, or load a file"
              + " that has them.",
          prompts::chosen);
      refuses(
          "A dataset of demonstrations has no rankings, because nothing says which response is"
              + " better; score several responses to a prompt first, or load a file that compares"
              + " them.",
          demonstrations::rankings);
    }
  }

  @Nested
  @DisplayName("shows itself")
  class Frame {
    @Test
    @DisplayName("as a frame in the columns of its kind")
    void columns() {
      assertEquals(List.of("prompt"), prompts.table().columnNames());
      assertEquals(List.of("prompt", "response"), demonstrations.table().columnNames());
      assertEquals(List.of("prompt", "chosen", "rejected"), pairs.table().columnNames());
      Table long4 = rankings.table();
      assertEquals(List.of("row", "prompt", "rank", "response", "score"), long4.columnNames());
      assertEquals(List.of(1, 1, 1, 2), long4.intColumn("row").asList());
      assertEquals(List.of(1, 2, 2, 1), long4.intColumn("rank").asList());
      assertEquals(List.of(2.0, 1.0, 1.0, 0.5), long4.doubleColumn("score").asList());
      assertEquals("worse", pairs.table().get(1, 2));
    }

    @Test
    @DisplayName("as a frame that may be changed without changing the dataset")
    void copy() {
      pairs.table().clear();
      assertEquals(3, pairs.table().rowCount());
    }

    @Test
    @DisplayName("as an HTML table with escaped texts")
    void html() {
      String html = Dataset.ofPrompts(List.of("<b>&", "x".repeat(500))).html();
      assertTrue(html.contains("&lt;b&gt;&amp;"), html);
      assertFalse(html.contains("<b>") || html.contains(">" + "x".repeat(161)), html);
      assertTrue(html.contains("Dataset(2 prompts"), html);
    }

    @Test
    @DisplayName("as a description")
    void describe() {
      Map<String, String> pairsSay = description(pairs);
      assertEquals("pairs", pairsSay.get("kind"));
      assertEquals("3", pairsSay.get("rows"));
      assertEquals("33.3 %", pairsSay.get("chosen longer"));
      assertEquals("33.3 %", pairsSay.get("chosen shorter"));
      assertEquals("1", pairsSay.get("chosen = rejected"));
      assertEquals("2", pairsSay.get("empty responses"));
      assertEquals("2", pairsSay.get("responses per row"));
      assertEquals(
          "0 · 0 · 2 · 4 · 5 · 5", pairsSay.get("response characters (0, 25, 50, 75, 95, 100 %)"));
      assertEquals(pairs.hash(), pairsSay.get("hash"));
      assertEquals(
          "0 · 0 · 0 · 3 · 3 · 3",
          description(Dataset.ofPrompts(List.of(" ", " one  two\nthree ")))
              .get("prompt words (0, 25, 50, 75, 95, 100 %)"));
      Map<String, String> rankingsSay = description(rankings);
      assertEquals("1 to 3", rankingsSay.get("responses per row"));
      assertEquals("0", rankingsSay.get("tied at the top"));
      assertEquals("0.5", rankingsSay.get("lowest score"));
      assertEquals("2.0", rankingsSay.get("highest score"));
      assertEquals("1", description(prompts).get("duplicate rows"));
      assertEquals("2", description(prompts).get("distinct prompts"));
    }

    private static Map<String, String> description(Dataset data) {
      Map<String, String> lines = new LinkedHashMap<>();
      data.describe().forEach(row -> lines.put(row.getString("measure"), row.getString("value")));
      return lines;
    }
  }

  @Nested
  @DisplayName("is narrowed into another")
  class Narrowed {
    private final Dataset numbers =
        Dataset.ofPrompts(IntStream.range(0, 50).mapToObj(i -> "p" + i).toList());

    @Test
    @DisplayName("by a split that shares no prompt, loses none and keeps the order")
    void split() {
      Split split = numbers.split(0.8, 7);
      assertEquals(40, split.train().size());
      assertEquals(10, split.test().size());
      Set<String> all = new HashSet<>(split.train().prompts());
      all.addAll(split.test().prompts());
      assertEquals(new HashSet<>(numbers.prompts()), all);
      List<String> kept =
          numbers.prompts().stream().filter(split.test().prompts()::contains).toList();
      assertEquals(kept, split.test().prompts());
      assertEquals(split.train().hash(), numbers.split(0.8, 7).train().hash());
      assertEquals(
          "Split(train: Dataset(40 prompts, 40 distinct), test: Dataset(10 prompts, 10 distinct))",
          split.toString());
    }

    @Test
    @DisplayName("by a shuffle that the seed fixes")
    void shuffle() {
      Dataset shuffled = numbers.shuffle(1);
      assertEquals(shuffled.hash(), numbers.shuffle(1).hash());
      assertNotEquals(shuffled.hash(), numbers.shuffle(2).hash());
      assertNotEquals(shuffled.hash(), numbers.hash());
      assertEquals(new HashSet<>(numbers.rows()), new HashSet<>(shuffled.rows()));
    }

    @Test
    @DisplayName("by taking the first rows, of which there is at least one")
    void take() {
      assertEquals(List.of("p0", "p1"), numbers.take(2).prompts());
      assertEquals(50, numbers.take(99).size());
      refuses("The number of rows to take must be at least 1, got 0.", () -> numbers.take(0));
    }

    @Test
    @DisplayName("by a filter that keeps something")
    void filter() {
      assertEquals(10, numbers.filter(row -> row.prompt().length() == 2).size());
      refuses(
          "The filter keeps none of the 50 rows; look at some with rows().",
          () -> numbers.filter(row -> false));
    }
  }

  @Test
  @DisplayName("has a hash of its content and order alone")
  void hash() {
    assertEquals(64, pairs.hash().length());
    Dataset same = Dataset.ofPairs(pairs.pairs());
    assertEquals(pairs.hash(), same.hash());
    Set<String> others =
        Set.of(
            Dataset.ofPairs(List.of(new Pair("ab", "c", "d"))).hash(),
            Dataset.ofPairs(List.of(new Pair("a", "bc", "d"))).hash(),
            Dataset.ofPairs(List.of(new Pair("a", "d", "bc"))).hash(),
            Dataset.ofRankings(List.of(new Ranking("a", List.of("bc", "d"), List.of(1.0, 0.0))))
                .hash(),
            Dataset.ofRankings(List.of(new Ranking("a", List.of("bc", "d"), List.of(1.0, 0.5))))
                .hash());
    assertEquals(5, others.size());
  }

  @Test
  @DisplayName("cannot be empty, nor hold a missing text")
  void refusals() {
    refuses("A dataset of pairs needs at least one row.", () -> Dataset.ofPairs(List.of()));
    refuses(
        "The rejected response is missing (null); give a text.", () -> new Pair("a", "b", null));
    refuses(
        "A ranking lists the best response first, but score 1.0 comes before the better 2.0;"
            + " Ranking.sorted(…) puts them in order.",
        () -> new Ranking("a", List.of("x", "y"), List.of(1.0, 2.0)));
    refuses(
        "Score 1 of a ranking is NaN; a score must be a finite number.",
        () -> Ranking.sorted("a", List.of("x", "y"), List.of(2.0, Double.NaN)));
    refuses(
        "A ranking needs one score per response, got 1 responses and 2 scores.",
        () -> Ranking.sorted("a", List.of("x"), List.of(2.0, 1.0)));
  }

  @Test
  @DisplayName("remembers, split or not, which lines its reader skipped")
  void skipped(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.jsonl");
    Files.writeString(file, "{\"prompt\":\"a\"}\n{}\n{\"prompt\":\"b\",\"id\":3}\n");
    assertThrows(InvalidInputException.class, () -> Dataset.load(file));
    Dataset data = Dataset.load(List.of(file), ReadOptions.skippingBadLines());
    assertEquals("Dataset(2 prompts, 2 distinct, 1 bad line skipped)", data.toString());
    assertEquals(List.of("id"), data.ignoredColumns());
    Dataset train = data.split(0.5, 1).train();
    assertEquals(1, train.skipped());
    assertTrue(
        train
            .skippedLines()
            .get(0)
            .startsWith(file + ", line 2: the columns [] do not form a row"));
  }
}
