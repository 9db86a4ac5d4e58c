package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attune.judge.StubServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Commands whose pieces and results travel as bytes, within this process. */
@DisplayName("--cluster")
final class ClusterCommandsTest {
  @TempDir private Path scratch;

  /** Runs a command here and on the cluster, and compares a table that it writes. */
  private void same(String file, String line, Object... more) {
    Path here = run("here-" + file, "", line, more);
    Path there = run("there-" + file, "bytes", line, more);
    assertEquals(table(here.resolve(file)), table(there.resolve(file)), line);
  }

  private Path run(String name, String cluster, String line, Object... more) {
    Path out = scratch.resolve(name + "-" + line.substring(0, line.indexOf(' ')));
    List<Object> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("--out", out));
    all.addAll(cluster.isEmpty() ? List.of() : List.of("--cluster", cluster));
    Cli.run(line, all.toArray()).done();
    return out;
  }

  /** Returns a table without the seconds that anything took. */
  private static String table(Path file) {
    if (!file.toString().endsWith(".csv")) {
      try {
        return Files.readString(file).replaceAll("\"minutes\": ?[0-9.E-]+", "");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    Table table = Table.read().csv(file.toFile());
    List.copyOf(table.columnNames()).stream()
        .filter(name -> name.equals("seconds") || name.matches(".*(tokens/s| s)"))
        .forEach(table::removeColumns);
    return table.printAll();
  }

  private Object[] tiny(Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = "--data";
    all[1] = Fixture.pairs(scratch);
    all[2] = "--model";
    all[3] = Fixture.model(scratch);
    System.arraycopy(more, 0, all, 4, more.length);
    return all;
  }

  @Test
  @DisplayName("label, sample and evaluate write what they write here")
  void pieces() {
    same("labels.csv", "label --limit 300");
    same(
        "candidates.jsonl",
        "sample --source topp --k 2 --max-tokens 5 --temperature 1",
        tiny("--reward", "length"));
    same(
        "evaluation.csv",
        "evaluate --max-tokens 5 --limit 8 --reward length --answers 2 --baseline",
        Fixture.model(scratch),
        "--prompts",
        Fixture.pairs(scratch),
        "--model",
        Fixture.model(scratch));
  }

  @Test
  @DisplayName("compare, sweep and curve write what they write here")
  void trainings() {
    same(
        "compare.csv",
        "compare --methods dpo,raft --seeds 2 --steps 3 --sampled-prompts 4 --prompts 4"
            + " --max-tokens 5 --best-of 2 --reward length",
        tiny());
    same(
        "sweep.csv",
        "sweep --method rwr --vary beta=0.5,5 --steps 2 --seeds 2 --prompts 4 --max-tokens 5"
            + " --reward length --keep "
            + scratch.resolve("trials-" + System.nanoTime()),
        tiny());
    same(
        "curve.csv",
        "curve --method ipo --seeds 2 --steps 4 --snapshots 2 --batch-size 4 --prompts 6"
            + " --max-tokens 5 --reward length --judge length",
        tiny());
  }

  @Test
  @DisplayName("claims find what they find here, also from recorded and replayed rollouts")
  void claims() {
    same(
        "O1.json",
        "claims --only O1 --limit 64 --steps 2 --batch-size 8 --seeds 1 --prompts 6 --max-tokens 8 --answers 2");
    same(
        "G3.json",
        "claims --only G2,G3 --limit 16 --steps 5 --batch-size 8 --seeds 1 --prompts 4 --max-tokens 6 --answers"
            + " 2");
  }

  @Test
  @DisplayName("judges write what they write here, a reward and a served model")
  void judges() {
    Path tiny = Fixture.model(scratch);
    same("pairs.csv", "judge --model base --limit 6 --max-tokens 8 --model", tiny);
    String[] lines = new String[40];
    for (int i = 0; i < lines.length; i++) {
      lines[i] =
          String.format("{'prompt': 'Question %d', 'response': 'Yes %d', 'model': 'x'}", i, i);
    }
    Path x = Fixture.lines(scratch, "x.jsonl", lines);
    Path y =
        Fixture.lines(
            scratch,
            "y.jsonl",
            String.join("\n", lines).replace("Yes", "No").replace("'x'", "'y'"));
    try (StubServer server =
        new StubServer(asked -> asked.hashCode() % 2 == 0 ? "[[A]]" : "[[B]]")) {
      int[] asked = new int[2];
      for (String where : new String[] {"", " --cluster bytes"}) {
        Cli.run(
                "judge --judge-model stub --protocol pairwise --answers "
                    + x
                    + " --answers "
                    + y
                    + " --prompts "
                    + x
                    + where
                    + " --base-url",
                server.url(),
                "--replies",
                scratch.resolve("replies" + where.length()),
                "--out",
                scratch.resolve("judged" + where.length()))
            .done();
        asked[where.isEmpty() ? 0 : 1] = server.requests.size();
      }
      assertEquals(2 * asked[0], asked[1], "each request once, here and there");
      assertEquals(
          table(scratch.resolve("judged0/pairs.csv")),
          table(scratch.resolve("judged16/pairs.csv")));
    }
  }
}
