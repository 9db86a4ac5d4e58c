package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.OwnData;
import org.attune.SharedData;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real rankings and pairs with a real, very small model. */
@DisplayName("attune train on real rankings")
class RankedDataTest {
  private static final List<String> RANKINGS = List.of("rrhf", "pro", "pl-dpo");
  private static final List<String> PAIRS = List.of("dpo", "ipo", "slic", "kto");

  @TempDir Path scratch;

  private void train(String method, String data, String more) {
    train(method, OwnData.file(data), OwnData.file("sentences"), more);
  }

  private void trainShared(String method, String data, String more) {
    Path model = SharedData.require("tiny_model/stories260K-hf");
    train(method, SharedData.require(data), model, more);
  }

  private void train(String method, Path rows, Path model, String more) {
    Path out = scratch.resolve(method);
    String line =
        "train --method "
            + method
            + " --reward provided --steps 3 --batch-size 2 "
            + more
            + " --data "
            + rows
            + " --model "
            + model
            + " --out";
    Cli.run(line, out).done();
    assertTrue(Files.exists(out.resolve("policy").resolve("model.safetensors")), method);
  }

  @Test
  @DisplayName("methods of rankings take a few of a prompt's many responses")
  void rankings() {
    for (String method : RANKINGS) {
      train(method, "scores.jsonl", "--responses 3 --pick extremes");
    }
  }

  @Test
  @DisplayName("ties among human ratings are no trouble")
  void ties() {
    train("rrhf", "scores.jsonl", "--limit 20");
    train("pl-dpo", "scores.jsonl", "--limit 20");
  }

  @Test
  @DisplayName("methods of pairs learn from human pairs")
  void pairs() {
    for (String method : PAIRS) {
      train(method, "pairs.jsonl", "--limit 20");
    }
  }

  @Test
  @DisplayName("the same holds for published rankings and pairs")
  void published() {
    for (String method : RANKINGS) {
      trainShared(
          method, "ranked/vicuna80_gpt4/ranked.jsonl", "--responses 3 --pick extremes --limit 20");
    }
    for (String method : PAIRS) {
      trainShared(method, "preferences/hh/helpful_train.jsonl", "--limit 20");
    }
  }

  @Test
  @DisplayName("the ties of published human ratings are no trouble")
  void publishedTies() {
    trainShared("rrhf", "ranked/qa_feedback_human/ranked.jsonl", "--limit 20");
    trainShared("pl-dpo", "ranked/qa_feedback_human/ranked.jsonl", "--limit 20");
  }

  @Test
  @DisplayName("a rule without a number of responses is refused")
  void refused() {
    Cli.run("train --pick best --out", scratch.resolve("none")).refused("--responses");
  }
}
