package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Curves at a size that says nothing about the methods. */
@DisplayName("attune curve")
final class CurveCommandTest {
  @TempDir private Path scratch;

  private List<Object> small(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of(Fixture.pairs(scratch), "--model", Fixture.model(scratch)));
    words.addAll(List.of(more));
    return words;
  }

  private static Table csv(Path out, String name) {
    return Table.read().csv(out.resolve(name).toFile());
  }

  @Test
  @DisplayName("trains online and offline, pools the settings, and writes points, peaks and gaps")
  void trains() throws IOException {
    Path out = scratch.resolve("out");
    String said =
        Cli.run(
                "curve --method ipo --vary beta=0.1,1 --seeds 2 --steps 4 --snapshots 2"
                    + " --batch-size 4 --prompts 6 --max-tokens 5 --reward length --judge length"
                    + " --data",
                small("--out", out).toArray())
            .done()
            .out();
    Table points = csv(out, "curve.csv");
    assertEquals(
        Set.of("online IPO", "offline IPO"), Set.copyOf(points.stringColumn("group").asList()));
    assertEquals(
        2 * (2 + 2 * 2 * 2), points.rowCount(), "starts, and arms, settings, seeds, snapshots");
    List<String> policies = points.stringColumn("policy").asList();
    assertEquals(2, policies.stream().filter("online IPO beta=0.1 @2"::equals).count(), said);
    assertEquals(4, policies.stream().filter("start"::equals).count(), said);
    for (int row = 0; row < points.rowCount(); row++) {
      boolean start = policies.get(row).equals("start");
      assertEquals(start, points.doubleColumn("KL").get(row) < 1e-9, policies.get(row));
    }
    assertEquals(4, csv(out, "peaks.csv").rowCount(), "two curves, two measures");
    Table gaps = csv(out, "gaps.csv");
    assertEquals(List.of("online IPO", "online IPO"), gaps.stringColumn("above").asList());
    assertTrue(gaps.columnNames().containsAll(List.of("p (Holm)", "verdict")), gaps::print);
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains("log π(online IPO beta=0.1 @4) − log π(start)"), page);
    assertTrue(page.contains("Answers side by side") && !page.contains("truth disagree"), page);
    assertTrue(said.contains("at equal KL") && said.contains("at the largest KL"), said);
    for (String file : List.of("curve.png", "curve-reward.png", "report.html", "provenance.txt")) {
      assertTrue(Files.size(out.resolve(file)) > 0, file);
    }
    assertTrue(Files.notExists(out.resolve("checkpoints")));
  }

  @Test
  @DisplayName("trains adapters")
  void adapters() throws IOException {
    Path out = scratch.resolve("out");
    Cli.run(
            "curve --method dpo --offline --steps 2 --snapshots 2 --batch-size 4 --prompts 4"
                + " --max-tokens 4 --judge length --lora-r 2 --data",
            small("--out", out).toArray())
        .done();
    assertTrue(Files.readString(out.resolve("provenance.txt")).contains("Lora[rank=2"));
    assertTrue(Files.readString(out.resolve("report.html")).contains("token by token"));
  }

  @Test
  @DisplayName("measures trainings that kept snapshots")
  void runs() throws IOException {
    String line = "train --method ipo --on-policy --steps 4 --snapshots 2 --batch-size 4";
    Path run = scratch.resolve("run");
    Cli.run(line + " --max-tokens 5 --reward length --data", small("--out", run).toArray()).done();
    try (var kept = Files.list(run.resolve("snapshots"))) {
      assertEquals(
          Set.of("step-00000002", "step-00000004", "run.json"),
          Set.copyOf(kept.map(path -> path.getFileName().toString()).toList()));
    }
    assertEquals(
        -1,
        Files.mismatch(
            run.resolve("snapshots/step-00000004/model.safetensors"),
            run.resolve("policy/model.safetensors")));
    Path out = scratch.resolve("out");
    Cli.run(
            "curve --prompts 6 --max-tokens 5 --judge length --runs",
            run,
            "--data",
            Fixture.pairs(scratch),
            "--model",
            Fixture.model(scratch),
            "--out",
            out)
        .done();
    Table points = csv(out, "curve.csv");
    assertEquals(
        List.of("start", "online IPO @2", "online IPO @4"), points.stringColumn("policy").asList());
    assertEquals(0, csv(out, "gaps.csv").rowCount());
    Cli.run("curve --judge length --runs", run, "--data", Fixture.pairs(scratch))
        .refused("a policy other than --model");
  }

  @Test
  @DisplayName("stopped, it goes on behind the last run that was done, with the same numbers")
  void resumes() throws Exception {
    String line =
        "curve --method dpo --offline --seeds 6 --steps 30 --snapshots 3 --batch-size 4"
            + " --prompts 8 --max-tokens 5 --judge length --data";
    Path out = scratch.resolve("stopped");
    AtomicReference<Cli.Said> said = new AtomicReference<>();
    Thread working = new Thread(() -> said.set(Cli.run(line, small("--out", out).toArray())));
    working.start();
    while (points(out) < 7 && working.isAlive()) {
      Thread.sleep(5);
    }
    working.interrupt();
    working.join();
    assertEquals(1, said.get().code(), said.get().out() + said.get().err());
    assertTrue(said.get().err().contains("--resume " + out), said.get().err());
    assertTrue(Files.notExists(out.resolve("report.html")));
    Cli.run(line, small("--resume", out).toArray()).done();
    Path whole = scratch.resolve("whole");
    Cli.run(line, small("--out", whole).toArray()).done();
    assertEquals(-1, Files.mismatch(out.resolve("curve.csv"), whole.resolve("curve.csv")));
  }

  private static long points(Path out) throws IOException {
    Path folder = out.resolve("checkpoints");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  @Test
  @DisplayName("says what makes no curve")
  void refused() {
    Cli.run("curve --method ipo --on-policy --out", scratch).refused("--online");
    Cli.run("curve --method ppo --offline --out", scratch).refused("PPO has no offline form");
    Cli.run("curve --method ipo --steps 3 --out", scratch).refused("8 --snapshots", "3 steps");
    Cli.run("curve --method ipo --epochs 1 --out", scratch).refused("--steps");
    Cli.run("curve --method ipo --vary gamma=1 --out", scratch).refused("gamma", "beta");
    Cli.run("curve --method ipo --offline --every 2 --out", scratch).refused("Without --online");
    Cli.run("curve --runs", scratch.resolve("none")).refused("the run folder does not exist");
    Cli.run("curve --runs", scratch).refused("--snapshots 10");
    Cli.run("curve --vary beta=1 --runs", scratch).refused("--runs measures");
    Cli.run("curve --data", Fixture.pairs(scratch)).refused("Choose the true reward with --judge");
    Cli.run("train --snapshots 9 --steps 4 --method rwr --out", scratch.resolve("a"))
        .refused("9 --snapshots");
  }
}
