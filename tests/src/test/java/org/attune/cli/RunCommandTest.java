package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.attune.OwnData;
import org.attune.SharedData;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** The main job, from pairs to a report, at a size that says nothing about the methods. */
@DisplayName("attune run")
class RunCommandTest {
  @TempDir Path scratch;

  @Test
  @DisplayName("on the bundled world writes frames, charts and a report, and keeps what was there")
  void embedded() throws IOException {
    Path out = scratch.resolve("out");
    String command = "run --limit 96 --steps 3 --prompts 10 --max-tokens 30 --out";
    String said = Cli.run(command, out).done().out();
    for (String word : List.of("SFT", "FA", "RWR", "CA", "golden reward", "95 % intervals")) {
      assertTrue(said.contains(word), said);
    }
    Table evaluation = Table.read().csv(out.resolve("evaluation.csv").toFile());
    assertEquals(5, evaluation.stringColumn("policy").unique().size(), "start and four methods");
    assertEquals(2, evaluation.stringColumn("decoding").unique().size(), "sampled and greedy");
    for (String file :
        List.of(
            "report.html",
            "summary.txt",
            "reward.png",
            "asked.png",
            "labels.csv",
            "history-CA.csv")) {
      assertTrue(Files.size(out.resolve(file)) > 0, file);
    }
    String provenance = Files.readString(out.resolve("provenance.txt"));
    assertTrue(provenance.contains("\nsize: 96 training pairs, 3 steps of"), provenance);
    assertTrue(Files.notExists(out.resolve("checkpoints")), "a finished run needs no checkpoints");

    byte[] first = Files.readAllBytes(out.resolve("evaluation.csv"));
    Cli.run(command, out).done();
    byte[] second = Files.readAllBytes(scratch.resolve("out-2").resolve("evaluation.csv"));
    assertEquals(
        new String(first, java.nio.charset.StandardCharsets.UTF_8),
        new String(second, java.nio.charset.StandardCharsets.UTF_8),
        "the same seed gives the same numbers");
  }

  @Test
  @DisplayName(
      "on pairs of one's own and a model of one's own fine-tunes first and says what was cut")
  void own() {
    Path pairs = OwnData.file("pairs.jsonl");
    fineTunes(pairs, pairs, OwnData.file("sentences"));
  }

  @Test
  @DisplayName("counts a single prompt as one")
  void single() {
    Path pairs = OwnData.file("pairs.jsonl");
    String command =
        String.format("run --data %s --limit 12 --steps 1 --prompts 1 --max-tokens 4 --out", pairs);
    String said = Cli.run(command, scratch.resolve("one")).done().out();
    assertTrue(said.contains("judged on 1 prompt\n"), said);
    assertTrue(said.contains("to 1 prompt, 95 %"), said);
    assertTrue(said.contains("cpu)") && !said.contains("cpu()"), said);
  }

  @Test
  @DisplayName("does so on published pairs and a published model")
  void published() throws IOException {
    Path test = SharedData.require("preferences/hh/helpful_test.jsonl");
    try (Stream<String> lines = Files.lines(test)) { // all of them take as long as the training
      fineTunes(
          SharedData.require("preferences/hh/helpful_train.jsonl"),
          Files.write(scratch.resolve("test.jsonl"), lines.limit(40).toList()),
          SharedData.require("tiny_model/stories260K-hf"));
    }
  }

  private void fineTunes(Path train, Path test, Path model) {
    String command =
        String.format(
            "run --data %s --test %s --model %s --limit 24 --steps 2 --prompts 4 --max-tokens 16"
                + " --out",
            train, test, model);
    String said = Cli.run(command, scratch.resolve("hh")).done().out();
    assertTrue(said.contains("on the preferred responses"), said);
    assertTrue(
        said.matches("(?s).*\\d+ prompts and \\d+ responses were cut to fit the context.*"), said);
    assertTrue(said.contains("proxy reward"), said);
    assertTrue(Files.exists(scratch.resolve("hh").resolve("report.html")), said);
  }
}
