package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that cannot be meant are refused in one sentence that names the bad thing. */
class BadUsageTest {
  @TempDir static Path shared;
  @TempDir Path scratch;

  @BeforeAll
  static void writeGoodModel() {
    Fixture.model(shared);
    Fixture.pairs(shared);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "trian, did you mean train?",
    "claim, did you mean claims? See 'attune --help'.",
    "plans --rates 0, --rates must be > 0",
    "people --key k.json --votes v.json --limit 3, so --limit would have no effect",
    "people --model base --model start --judged x.csv, so --judged would have no effect",
    "evaluate --model start --metric reward, There is no option '--metric'",
    "train --lerning-rate 1, did you mean --learning-rate?",
    "train --lerning-rate=1, did you mean --learning-rate?",
    "dance, dance",
    "train --foo, --foo",
    "train --seed, --seed",
    "train --seed x, 'x'",
    "train --steps 1.5, 1.5",
    "train --seed 1 --seed 2, --seed",
    "train --steps 1 --steps 2, --steps",
    "train --method sft --method ca, --method",
    "label --limit 1 --limit 2, --limit",
    "train --method ppp, ppp",
    "train --method rwr --beta 0, beta",
    "train --method rwr --beta -1, -1.0",
    "train --method rwr --beta NaN, NaN",
    "train --method rwr --beta Infinity, Infinity",
    "train --method rwr --beta one, one",
    "train --beta 1, --beta",
    "train --method ca --threshold 1, --threshold",
    "train --method fa --threshold NaN, threshold",
    "train --method ca --ask NaN, NaN",
    "train --steps -3, -3",
    "train --steps 0, --steps",
    "train --epochs 0, epochs",
    "train --every 2, --every",
    "train --shuffle 2, --shuffle",
    "train --epochs NaN, NaN",
    "train --steps 3 --epochs 1, both",
    "train --batch-size 0, --batch-size must",
    "train --batch-size -2, -2",
    "train --micro-batch 0, --micro-batch must",
    "train --learning-rate 0, --learning-rate must",
    "train --learning-rate NaN, NaN",
    "reward --learning-rate -1, -1.0",
    "label --limit 0, --limit must be > 0",
    "label --reward nowhere, there is no reward 'nowhere': it is none of [golden",
    "label --reward lenght, did you mean length?",
    "evaluate --reward gold, there is no reward 'gold'",
    "judge --model base --model start --reward gilden, did you mean golden?",
    "judge --model base --model start --reward length --baseline strat --prompts nowhere.jsonl, got"
        + " 'strat'",
    "train --steps 1e3, '1e3' is not a whole number",
    "train --method dpo --beta x, 'x' is not a number",
    "sample --source dance, dance",
    "sample --k 0, got 0",
    "sample --source beam --k 0, got 0",
    "sample --source diverse --k 4 --groups 3, 3 groups for 4 beams",
    "sample --source diverse --penalty -1, -1.0",
    "sample --source beam --temperature 0, temperature",
    "sample --source bestofn --k 0, got 0",
    "sample --source rejection --beta 0, got 0.0",
    "sample --source rejection --proposals 2 --k 3, 3 of 2",
    "sample --top-p 1.5, 1.5",
    "sample --beta 0.1, --beta",
    "sample --source dance --beta 0.1, There is no --source dance",
    "sample --source beam --groups 2 --penalty 3, --penalty",
    "sample --source bestofn --proposals 9, --proposals",
    "'sample --versus a,b --reward length --k 9', --k",
    "'sample --versus a,b --reward length --model base', --model",
    "'sample --versus a,b --reward length --truncation keep-start', --truncation",
    "reward --linear --steps 5, --steps",
    "reward --linear --lora-r 2, --lora-r",
    "reward --linear --model base, --model",
    "reward --linear --resume ., --resume would have no effect",
    "judge --model base --model start --protocol pairwise, --protocol",
    "judge --model base --model start --reward length --timeout 3, --timeout",
    "curve --runs nowhere --steps 5, --steps",
    "curve --runs nowhere --beta 0.1, --beta",
    "curve --runs nowhere --apart, --apart",
    "curve --runs nowhere --seeds 3, --seeds",
    "curve --runs nowhere --snapshots 3, --snapshots",
    "curve --runs nowhere --reward length, --reward",
    "ask, attune: Missing required argument (specify one of these): (PROMPT",
    "ask hi there, there",
    "ask hi --prompt ho, --prompt",
    "ask hi --temperature -1, -1.0",
    "ask hi --temperature NaN, NaN",
    "ask hi --top-p 0, --top-p must",
    "ask hi --top-p 1.5, 1.5",
    "ask hi --top-k -1, --top-k must",
    "ask hi --max-tokens 0, --max-tokens must",
    "ask hi --model nowhere, nowhere",
    "evaluate --decoding beam, beam",
    "evaluate --decoding -1, -1.0",
    "evaluate --max-tokens 0, --max-tokens must",
    "evaluate --reward model, --reward",
    "evaluate --model nowhere, nowhere",
    "evaluate --baseline nowhere, nowhere"
  })
  void isRefused(String line, String word) {
    Path out = scratch.resolve("out");
    String[] words = (line + " --out " + out).split(" ");
    if (line.contains(" ")) {
      Cli.run(words).refused(word);
    }
    Cli.run(line.split(" ")).refused(word);
    assertFalse(Files.exists(out), "an output folder was made");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run", "compare", "curve --judge length", "train", "train --method ppo", "reward"})
  void aRunToResumeIsSoughtBeforeAnythingIsRead(String command) {
    // Reading the data would fail first.
    Path empty = Fixture.lines(scratch, "empty.jsonl", "");
    Path none = scratch.resolve("none");
    Cli.run(command + " --data", empty, "--resume", none).refused(none + ": the run folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"judge --reward length", "evaluate", "run", "train", "sample", "reward"})
  void modelFoldersAreSoughtBeforeAnyDataIsRead(String command) {
    Path empty = Fixture.lines(scratch, "empty.jsonl", "");
    Path none = scratch.resolve("none");
    Cli.run(command + " --data", empty, "--model", none)
        .refused("--model", none + ": the model folder does not exist");
    Cli.run(command + " --data", empty, "--model", empty).refused(empty + ": this is a file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "train --method ppo",
        "run",
        "compare",
        "label",
        "reward",
        "evaluate",
        "judge --reward length",
        "sample",
        "sweep",
        "curve",
        "plans"
      })
  void theFolderOfResultsIsCheckedBeforeAnythingIsRead(String command) throws IOException {
    Path empty = Fixture.lines(scratch, "empty.jsonl", "");
    Path file = Files.writeString(scratch.resolve("file"), "precious");
    Cli.run(command + " --data", empty, "--out", file).refused("--out", file + " is a file");
    Path below = file.resolve("below");
    Cli.run(command + " --data", empty, "--out", below)
        .refused("--out", below + ": " + file + " is a file");
    Cli.run((command + " --data " + empty + " --out=").split(" ")).refused("--out", "is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ask hi", "claims", "pretrain"})
  void otherCommandsCheckTheFolderOfResultsToo(String command) throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "precious");
    Cli.run(command + " --out", file).refused("--out", file + " is a file");
  }

  @Test
  void ownPromptsNeedAReward() {
    Cli.run("evaluate --model", model(), "--test", pairs()).refused("--reward");
  }

  @Test
  void foldersOfTheOtherKind() {
    Cli.run("evaluate --model", model(), "--test", pairs(), "--reward", model())
        .refused(model().toString(), "score.weight");
    Path run = scratch.resolve("reward");
    Cli.run("reward --steps 1 --batch-size 2 --data", pairs(), "--model", model(), "--out", run)
        .done();
    Cli.run("ask hello --model", run.resolve("reward")).refused("reward model");
    Cli.run("ask hello --score 2 --model", model()).refused("--score", "tiny");
    Cli.run("ask", "", "--model", model().toString()).refused("blank");
    Cli.run("train --data a.jsonl --no-such 3").refused("--no-such");
  }

  @Test
  void placesThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "precious");
    label(file).refused(file.toString());
    label(file.resolve("below")).refused(file.toString());
    assertEquals("precious", Files.readString(file));
    if (Files.isDirectory(Path.of("/proc/self"))) {
      label(Path.of("/proc/attune")).refused("/proc/attune");
    }
  }

  @Test
  void otherResultsAreKept() throws IOException {
    Path out = Files.createDirectory(scratch.resolve("out"));
    Path old = Files.writeString(out.resolve("labels.csv"), "precious");
    Cli.Said said = label(out).done();
    assertTrue(said.err().contains(out + "-2"), said.err());
    assertTrue(said.out().contains(out + "-2: labels.csv"), said.out());
    label(out).done();
    assertTrue(Files.exists(Path.of(out + "-3", "labels.csv")));
    assertEquals("precious", Files.readString(old));
  }

  @Test
  void runsThatCannotGoOn() throws IOException {
    Path none = scratch.resolve("none");
    train("--resume", none).refused(none.toString());
    assertFalse(Files.exists(none));
    Path empty = Files.createDirectory(scratch.resolve("empty"));
    train("--resume", empty, "--out", scratch.resolve("x")).refused("both");
    train("--resume", empty).done(); // stopped before its first checkpoint: it starts over
    assertTrue(Files.exists(empty.resolve("policy")));
    train("--checkpoint-every", 0, "--out", scratch.resolve("x")).refused("0");
    Path run = scratch.resolve("run");
    train("--out", run).done();
    train("--resume", run).refused(run.toString(), "finished");
  }

  private Cli.Said label(Path out) {
    return Cli.run("label --reward length --limit 3 --out", out);
  }

  private Cli.Said train(Object... more) {
    Object[] all = new Object[more.length + 4];
    System.arraycopy(new Object[] {"--data", pairs(), "--model", model()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return Cli.run("train --reward length --steps 2 --batch-size 2", all);
  }

  private static Path model() {
    return shared.resolve("tiny");
  }

  private static Path pairs() {
    return shared.resolve("pairs.jsonl");
  }
}
