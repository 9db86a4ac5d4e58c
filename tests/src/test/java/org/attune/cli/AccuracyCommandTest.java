package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that compare answers with the solutions in the data. */
final class AccuracyCommandTest {
  @TempDir Path scratch;
  private Path sums;
  private Path model;

  @BeforeEach
  void write() {
    sums =
        Fixture.lines(
            scratch,
            "sums.jsonl",
            "{\"question\": \"2 + 2?\", \"answer\": \"So it is\\n#### 4\"}",
            "{\"question\": \"2 + 3?\", \"answer\": \"#### 5\"}",
            "{\"question\": \"Half?\", \"answer\": \"\\\\boxed{0.5}\"}",
            "{\"question\": \"2 + 6?\", \"answer\": \"8\"}");
    model = Fixture.model(scratch);
  }

  @Test
  void labelsTrainsAndEvaluatesByTheSolutions() throws IOException {
    Path labels = scratch.resolve("labels");
    Cli.run("label --reward accuracy --data", sums, "--out", labels).done();
    assertEquals(
        4,
        Files.readAllLines(labels.resolve("labels.csv")).stream()
            .filter(line -> line.contains(",1.0"))
            .count());
    Path run = scratch.resolve("run");
    Cli.run(
            "train --method grpo --steps 2 --batch-size 4 --reward accuracy --data",
            sums,
            "--model",
            model,
            "--out",
            run)
        .done();
    assertTrue(Files.readString(run.resolve("provenance.txt")).contains("accuracy"));
    String table =
        Cli.run(
                "evaluate --reward accuracy --answers 3 --pass-at 1,3 --max-tokens 8 --test",
                sums,
                "--model",
                run,
                "--out",
                scratch.resolve("evaluation"))
            .done()
            .out();
    assertTrue(table.contains("accuracy") && table.contains("pass@3"), table);
    assertTrue(table.contains("not measured"), table); // a greedy policy answers once
  }

  @Test
  void keepsTheBestOfSeveralAnswers() throws IOException {
    Path samples = scratch.resolve("samples");
    Cli.run(
            "sample --source bestofn --k 2 --max-tokens 6 --reward accuracy --data",
            sums,
            "--model",
            model,
            "--out",
            samples)
        .done();
    String lines = Files.readString(samples.resolve("candidates.jsonl"));
    assertEquals(4, lines.lines().filter(line -> line.contains("\"reward\":")).count(), lines);
  }

  @Test
  void refusesWhatHasNoSolutions() {
    Path pairs = Fixture.pairs(scratch);
    Cli.run("label --reward accuracy --data", pairs, "--out", scratch.resolve("a"))
        .refused("one solution each", "pairs", "--column response");
    Cli.run("judge --reward accuracy --model start base --out", scratch.resolve("b"))
        .refused("accuracy compares answers with the solutions");
    Cli.run(
            "evaluate --reward accuracy --answers 2 --pass-at 3 --test",
            sums,
            "--out",
            scratch.resolve("c"))
        .refused("at least 3 answers", "got 2");
    Cli.run(
            "evaluate --reward accuracy --answers 2 --pass-at 2 --decoding greedy --test",
            sums,
            "--out",
            scratch.resolve("d"))
        .refused("--pass-at", "greedy");
  }
}
