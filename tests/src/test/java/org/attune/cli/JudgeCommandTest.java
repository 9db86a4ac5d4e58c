package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.judge.StubServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("attune judge")
class JudgeCommandTest {
  @TempDir Path scratch;

  private Path answers(String name, String word) {
    String[] lines = new String[12];
    for (int i = 0; i < lines.length; i++) {
      lines[i] =
          String.format(
              "{'prompt': 'Question %d', 'response': '%s', 'model': '%s'}",
              i, word.repeat(1 + i % 2), name);
    }
    return Fixture.lines(scratch, name + ".jsonl", lines);
  }

  @Test
  @DisplayName("ranks policies by the golden function, and writes AlpacaEval's files")
  void golden() throws IOException {
    Path tiny = Fixture.model(scratch);
    Path out = scratch.resolve("out");
    String said =
        Cli.run("judge --model base --limit 6 --max-tokens 24 --out", out, "--model", tiny)
            .done()
            .out();
    assertTrue(said.contains("golden reward") && said.contains("verdict"), said);
    Table ranking = Table.read().csv(out.resolve("ranking.csv").toFile());
    assertEquals("base", ranking.stringColumn("system").get(0));
    for (String file :
        new String[] {
          "pairs.csv",
          "judgements.csv",
          "annotations.json",
          "leaderboard.csv",
          "outputs-base.json",
          "report.html",
          "ranking.png",
          "provenance.txt"
        }) {
      assertTrue(Files.size(out.resolve(file)) > 0, file);
    }
  }

  @Test
  @DisplayName("estimates, asks a model, and on the next run asks for nothing twice")
  void model() {
    Path long1 = answers("long", "word ");
    Path short1 = answers("short", "w");
    try (StubServer server =
        new StubServer(
            asked ->
                asked.indexOf("word") < asked.indexOf("[End of Answer A]") ? "[[A]]" : "[[B]]")) {
      Object[] rest = {
        "--prompts",
        long1,
        "--answers",
        long1,
        "--answers",
        short1,
        "--base-url",
        server.url(),
        "--replies",
        scratch.resolve("replies")
      };
      String line = "judge --judge-model stub --protocol pairwise";
      Object[] first = append(rest, "--estimate");
      String estimate = Cli.run(line, first).done().out();
      assertTrue(estimate.contains("24 requests"), estimate);
      assertEquals(0, server.requests.size());
      String said = Cli.run(line, append(rest, "--out", scratch.resolve("a"))).done().out();
      assertTrue(said.contains("surely above"), said);
      assertEquals(24, server.requests.size());
      Cli.run(line, append(rest, "--out", scratch.resolve("b"))).done();
      assertEquals(24, server.requests.size());
      Cli.run(line, append(rest, "--max-requests", 3, "--seed", 2)).refused("24 requests", "3 req");
    }
    Cli.run(
            "judge --judge-model m --base-url http://localhost:9/v1 --timeout 5 --prompts",
            long1,
            "--answers",
            long1,
            "--max-requests",
            2,
            "--answers",
            short1,
            "--replies",
            scratch.resolve("none"))
        .refused("12 requests");
  }

  private static Object[] append(Object[] some, Object... more) {
    Object[] all = java.util.Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  @Test
  @DisplayName("refuses what makes no sense, in one sentence")
  void refused() {
    Path one = answers("one", "word ");
    Cli.run("judge", "--model", "base").refused("at least 2 systems");
    Cli.run("judge --answers", one, "--answers", one).refused("second system called 'one'");
    Cli.run("judge --prompts", one, "--model", "base").refused("--judge-model", "--reward");
    Cli.run("judge", "--judge-model", "m", "--reward", "golden").refused("one of them");
    Cli.run("judge", "--estimate").refused("--estimate");
    Cli.run("judge", "--judge-model", "m", "--protocol", "threeway")
        .refused("threeway", "pairwise");
    Cli.run("judge", "--judge-model", "m", "--base-url", "localhost")
        .refused("localhost", "http://");
  }
}
