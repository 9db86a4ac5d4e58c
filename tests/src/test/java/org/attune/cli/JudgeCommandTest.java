package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.attune.Child;
import org.attune.judge.StubServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("attune judge")
class JudgeCommandTest {
  @TempDir Path scratch;

  private static String longer(String asked) {
    return asked.indexOf("word") < asked.indexOf("[End of Answer A]") ? "[[A]]" : "[[B]]";
  }

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

  /**
   * Returns the words of a command that compares long with short answers to 12 prompts, and keeps
   * the replies of the server in a folder of that name.
   */
  private String[] judging(String line, String url, String replies, Object... more) {
    Path longAnswers = answers("long", "word ");
    Object[] data = {
      "--prompts",
      longAnswers,
      "--answers",
      longAnswers,
      "--answers",
      answers("short", "w"),
      "--base-url",
      url,
      "--replies",
      scratch.resolve(replies)
    };
    return Stream.of(Stream.of((Object[]) line.split(" ")), Stream.of(data), Stream.of(more))
        .flatMap(words -> words)
        .map(String::valueOf)
        .toArray(String[]::new);
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
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains("Answers side by side") && page.contains("Holm"), page);
    assertTrue(!page.contains("truth disagree"), "the judge is the truth");
  }

  @Test
  @DisplayName("shows where a judge and the truth disagree, and an answer's tokens")
  void sections() throws IOException {
    Path out = scratch.resolve("out");
    Cli.run("judge --model base --model start --reward length --limit 4 --max-tokens 16 --out", out)
        .done();
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains("the reward model and the truth disagree"), page);
    assertTrue(page.contains("An answer token by token") && page.contains("log π(start)"), page);
  }

  @Test
  @DisplayName("estimates, asks a model, and on the next run asks for nothing twice")
  void model() {
    String line = "judge --judge-model stub --protocol pairwise";
    try (StubServer server = new StubServer(JudgeCommandTest::longer)) {
      String url = server.url();
      String estimate = Cli.run(judging(line, url, "replies", "--estimate")).done().out();
      assertTrue(estimate.contains("24 requests"), estimate);
      assertEquals(0, server.requests.size());
      String said = judged(line, server, "a").done().out();
      assertTrue(said.contains("surely above"), said);
      assertEquals(24, server.requests.size());
      judged(line, server, "b").done();
      assertEquals(24, server.requests.size());
      Cli.run(judging(line, url, "replies", "--max-requests", 3, "--seed", 2))
          .refused("24 requests", "3 req");
    }
    String nobody = "http://localhost:9/v1";
    Cli.run(judging("judge --judge-model m --timeout 5", nobody, "none", "--max-requests", 2))
        .refused("12 requests");
  }

  @Test
  @DisplayName("refuses what makes no sense, in one sentence")
  void refused() {
    Path one = answers("one", "word ");
    Cli.run("judge", "--model", "base").refused("at least 2 systems");
    Cli.run("judge --answers", one, "--answers", one).refused("second system called 'one'");
    Cli.run("judge --prompts", one, "--model", "base").refused("--judge-model", "--reward");
    Cli.run("judge", "--judge-model", "m", "--reward", "golden").refused("not both");
    Cli.run("judge", "--estimate").refused("--estimate");
    Cli.run("judge", "--judge-model", "m", "--protocol", "threeway")
        .refused("threeway", "pairwise");
    Cli.run("judge", "--judge-model", "m", "--base-url", "localhost")
        .refused("localhost", "http://");
  }

  @Test
  @DisplayName("goes on after kill -9, and asks nothing twice but what was under way")
  void killed() throws IOException, InterruptedException {
    try (StubServer server =
        new StubServer(
            asked -> {
              pause();
              return longer(asked);
            })) {
      String line = "judge --judge-model stub --protocol pairwise --concurrency 1";
      String[] words = judging(line, server.url(), "replies", "--out", scratch.resolve("killed"));
      Process child = Child.start(Attune.class, scratch.resolve("output.txt"), List.of(), words);
      while (child.isAlive() && server.requests.size() < 6) {
        child.waitFor(5, TimeUnit.MILLISECONDS);
      }
      assertTrue(child.isAlive(), () -> "it ended by itself after " + server.requests.size());
      child.destroyForcibly().waitFor();
      int before = server.requests.size();
      assertTrue(before < 24, "all " + before + " were asked before the kill");
      words[words.length - 1] = scratch.resolve("whole").toString();
      String said = Cli.run(words).done().out();
      assertTrue(said.contains("long"), said);
      long distinct = server.requests.stream().distinct().count();
      assertEquals(24, distinct);
      assertTrue(
          server.requests.size() <= distinct + 1,
          server.requests.size() + " requests for " + distinct + " questions");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(40);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("asks for JSON, and says so where replies could not be read")
  void json() {
    try (StubServer server =
        new StubServer(
            asked ->
                asked.contains("JSON")
                    ? "{\"explanation\": \"Hm.\", \"answer_A\": 7, \"answer_B\": 4}"
                    : asked.contains("Question 1") ? "Hm." : "Answer A: 7\nAnswer B: 4")) {
      Cli.Said words = judged("judge --judge-model stub", server, "out").done();
      assertTrue(words.out().contains("dropped"), words.out());
      assertTrue(words.err().contains("--structured-outputs"), words.err());
      Cli.Said json =
          judged("judge --judge-model stub --structured-outputs", server, "json").done();
      assertTrue(json.out().contains("as JSON") && !json.out().contains("dropped"), json.out());
      assertTrue(!json.err().contains("--structured-outputs"), json.err());
    }
  }

  private Cli.Said judged(String line, StubServer server, String out) {
    return Cli.run(judging(line, server.url(), "replies", "--out", scratch.resolve(out)));
  }

  @Test
  @DisplayName("asks briefly for the verdict alone")
  void brief() {
    try (StubServer server =
        new StubServer(
            asked -> asked.contains("Do not explain") ? "Answer A: 7\nAnswer B: 4" : "Hm.")) {
      String said = judged("judge --judge-model stub --brief", server, "out").done().out();
      assertTrue(said.contains("without explanation"), said);
      Cli.Said refused = judged("judge --judge-model stub", server, "no");
      assertTrue(refused.err().contains("--brief"), refused.err());
    }
  }
}
