package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Data, answers and a model whose names and texts are markup, through each command with a page. */
@Timeout(600)
@DisplayName("Markup in data, answers and names is text on the page of")
final class HostilePagesTest {
  private static final String TAG = "<i id=x>";
  private static final String SMALL = " --prompts 2 --max-tokens 4 --reward length";

  @TempDir private Path scratch;

  private Path data() {
    String[] lines = new String[12];
    for (int i = 0; i < lines.length; i++) {
      lines[i] =
          String.format(
              "{'prompt':'%s %d </script>]]>','chosen':'Yes %s %d','rejected':'No %s'}",
              TAG, i, TAG, i, TAG);
    }
    return Fixture.lines(scratch, "a" + TAG + ".jsonl", lines);
  }

  private Path answers(String name) {
    String[] lines = new String[4];
    for (int i = 0; i < lines.length; i++) {
      lines[i] =
          String.format(
              "{'prompt':'%s %d','response':'%s %s </script>','model':'%s%s'}",
              TAG, i, name.repeat(i + 1), TAG, name, TAG);
    }
    return Fixture.lines(scratch, name + ".jsonl", lines);
  }

  private Path model() throws IOException {
    Path named = scratch.resolve("m" + TAG);
    return Files.exists(named) ? named : Files.move(Fixture.model(scratch), named);
  }

  private Path written(String line, Object... more) throws IOException {
    Path out = scratch.resolve(line.split(" ", 2)[0]);
    Object[] words = Stream.concat(Stream.of(more), Stream.of("--out", out)).toArray(Object[]::new);
    Cli.run(line, words).done();
    boolean shown = false;
    List<Path> pages;
    try (Stream<Path> all = Files.walk(out)) {
      pages = all.filter(file -> file.toString().matches(".*[.](html|svg)")).toList();
    }
    for (Path page : pages) {
      String text = Files.readString(page);
      assertFalse(text.contains(TAG), page + ": " + around(text));
      shown |= text.contains("&lt;i id=x") || text.contains("\\u003ci id=x");
    }
    assertTrue(shown, "no page shows the texts: " + pages);
    return out;
  }

  private static String around(String text) {
    int at = Math.max(0, text.indexOf(TAG));
    return text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 100));
  }

  private Path trained(String line) throws IOException {
    return written(line, "--data", data(), "--model", model());
  }

  @Test
  @DisplayName("reward, evaluate, compare, and a report of several runs")
  void trainings() throws IOException {
    Path reward = trained("reward --steps 2");
    Path train = scratch.resolve("train");
    Object[] words = {data(), "--model", model(), "--out", train};
    Cli.run("train --method rwr --steps 2 --reward length --data", words).done();
    assertTrue(Files.exists(reward.resolve("report.html")));
    Object[] asked = {"--data", data(), "--model", train, "--baseline", model()};
    written("evaluate --limit 2 --max-tokens 4 --reward length", asked);
    Path compare = trained("compare --methods sft --best-of 2 --steps 2" + SMALL);
    written("report", "--compare", compare, scratch.resolve("evaluate"));
  }

  @Test
  @DisplayName("run, sweep and curve")
  void many() throws IOException {
    trained("run --steps 2 --prompts 2 --max-tokens 4");
    trained("sweep --method rwr --vary beta=0.5,1 --steps 2 --seeds 2" + SMALL);
    trained(
        "curve --method dpo --offline --steps 2 --snapshots 1 --batch-size 4 --prompts 3"
            + " --max-tokens 4 --judge length");
  }

  @Test
  @DisplayName("judge and people")
  void judging() throws IOException {
    Path one = answers("one");
    Object[] systems = {"--prompts", one, "--answers", one, "--answers", answers("two")};
    written("judge --reward length", systems);
    written("people", systems);
  }
}
