package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.attune.Dataset;
import org.attune.OwnData;
import org.attune.RewardModel;
import org.attune.SharedData;
import org.attune.data.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** The commands do what their help says. */
class CommandsTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "compare",
        "sample",
        "reward",
        "label",
        "train",
        "evaluate",
        "ask",
        "sweep",
        "curve",
        "claims",
        "kernel",
        "pretrain",
        "plans",
        "bench"
      })
  void helpFitsAHundredColumns(String command) {
    String help = Cli.run((command + " --help").strip().split(" ")).done().out();
    assertFalse(help.contains("%%"), help);
    assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
    assertTrue(help.contains("Examples:"), help);
    assertTrue(help.lines().filter("Options:"::equals).count() <= 1, help);
    assertTrue(help.contains(command), help);
  }

  @Test
  void helpGroupsItsOptions() {
    List<String> headings =
        Cli.run("train", "--help")
            .done()
            .out()
            .lines()
            .filter(line -> line.matches("[A-Z]\\w+:"))
            .toList();
    assertEquals(
        List.of(
            "Options:",
            "Reading:",
            "Method:",
            "Rollouts:",
            "Training:",
            "LoRA:",
            "Checkpoints:",
            "Run:",
            "Examples:"),
        headings);
  }

  @Test
  void helpGroupsItsCommands() {
    List<String> lines = Cli.run("--help").done().out().lines().toList();
    List<String> headings = lines.stream().filter(line -> line.matches("[A-Z].*[a-z]:")).toList();
    assertEquals(
        List.of(
            "Options:",
            "The whole pipeline:",
            "Step by step:",
            "Many trainings:",
            "Tools:",
            "Examples:"),
        headings);
    int curve = lines.indexOf("Many trainings:") + 2;
    assertTrue(lines.get(curve).startsWith("  curve      Draws"), lines.get(curve));
  }

  @Test
  void versionNamesTheEngine() {
    String version = Cli.run("--version").done().out();
    assertTrue(version.matches("(?s)attune \\d+\\..*DJL \\d+\\..*PyTorch \\d+\\..*"), version);
  }

  @Test
  void labelsTheBundledWorld() throws IOException {
    Path out = scratch.resolve("out");
    Cli.Said said = Cli.run("label --limit 20 --out", out).done();
    assertTrue(said.out().contains("40 responses"), said.out());
    assertEquals(
        "labels.csv rewards-normalised.png rewards-normalised.svg rewards.png rewards.svg",
        String.join(" ", names(out)),
        said.out());
    List<String> lines = Files.readAllLines(out.resolve("labels.csv"));
    assertEquals("prompt,response,reward,normalised", lines.get(0));
  }

  @Test
  void countsWhatItSkips() {
    Path data = Fixture.lines(scratch, "data.jsonl", "{'prompt':'a','response':'b c'}", "{", "[1]");
    Path out = scratch.resolve("out");
    Cli.Said said = Cli.run("label --reward length --skip-bad-lines --data", data, "--out", out);
    assertTrue(said.done().err().contains("2 bad lines"), said.err());
  }

  @Test
  void theWholeLineOnOwnData() throws IOException {
    Path model = Fixture.model(scratch);
    Path pairs = Fixture.pairs(scratch);
    Path reward = scratch.resolve("rm");
    Cli.Said judged =
        Cli.run("reward --epochs 1 --batch-size 8 --data", pairs, "--model", model, "--out", reward)
            .done();
    assertTrue(judged.out().contains("reward model"), judged.out());
    assertFalse(Files.exists(reward.resolve("checkpoints")), "checkpoints of a finished run");
    Path run = scratch.resolve("ca");
    Cli.run(
            "train --method ca --ask 0.9 --steps 2 --batch-size 4 --data",
            pairs,
            "--model",
            model,
            "--reward",
            reward,
            "--out",
            run)
        .done();
    assertEquals(
        "costs.csv history.csv labels.csv loss.png loss.svg policy provenance.txt run.json"
            + " tensorboard",
        String.join(" ", names(run)));
    Cli.run("ask hello --score 0.1 --max-tokens 4 --temperature 1 --model", run).done();
    Path report = scratch.resolve("report");
    Cli.Said said =
        Cli.run(
                "evaluate --max-tokens 4 --limit 3 --model",
                run,
                model,
                "--baseline",
                model,
                "--test",
                pairs,
                "--reward",
                reward,
                "--out",
                report)
            .done();
    assertTrue(said.out().contains("tiny-2"), "two policies of one name:\n" + said.out());
    assertTrue(said.out().contains("win rate") && said.out().contains("KL"), said.out());
    assertTrue(names(report).containsAll(List.of("report.html", "evaluation.csv", "kl.png")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"topp --k 3", "beam --k 3", "diverse --k 3", "rejection --proposals 5 --k 3"})
  void samplesSeveralResponsesAPrompt(String source) throws IOException {
    assertEquals(3 * 2, sampled(source).size());
  }

  @Test
  void samplesTheBestOfSeveral() throws IOException {
    List<String> lines = sampled("bestofn --k 3");
    assertEquals(2, lines.size());
  }

  private List<String> sampled(String source) throws IOException {
    Path out = scratch.resolve("samples");
    Cli.run(
            "sample --limit 2 --max-tokens 4 --reward length --source " + source + " --data",
            Fixture.pairs(scratch),
            "--model",
            Fixture.model(scratch),
            "--out",
            out)
        .done();
    Path file = out.resolve("candidates.jsonl");
    Dataset read = Dataset.load(file);
    assertEquals(List.of("Question 0?", "Question 1?"), read.prompts());
    List<String> lines = Files.readAllLines(file);
    assertTrue(lines.stream().allMatch(line -> line.contains("\"reward\":")), lines.toString());
    assertEquals(RowType.RANKINGS, read.kind());
    return lines;
  }

  @Test
  void aRewardIsTrainedWhereNoneIsNamed() throws IOException {
    Path run = scratch.resolve("run");
    Cli.run(
            "train --method rwr --steps 1 --batch-size 4 --data",
            Fixture.pairs(scratch),
            "--model",
            Fixture.model(scratch),
            "--out",
            run)
        .done();
    assertTrue(names(run).contains("reward"));
    String config = Files.readString(run.resolve("reward/config.json"));
    assertTrue(config.contains("LlamaForSequenceClassification"), config);
    assertTrue(config.contains("\"num_labels\": 1"), config);
    RewardModel loaded = RewardModel.load(run.resolve("reward"));
    double written = Table.read().csv(run.resolve("labels.csv").toFile()).doubleColumn(2).get(0);
    assertEquals(written, loaded.score("Question 0?", "Yes, 0, gladly."), 1e-6);
  }

  @Test
  void aPromptThatDoesNotFitIsCutAndCounted() {
    Path model = Fixture.model(scratch);
    String endless = "Why is the sky blue? ".repeat(Fixture.CONTEXT);
    Cli.Said asked = Cli.run("ask", "--max-tokens", "4", "--model", "" + model, endless).done();
    assertTrue(asked.err().contains("lost its oldest tokens; shorten it, or"), asked.err());
    assertTrue(asked.err().contains("context of " + Fixture.CONTEXT + " tokens"), asked.err());
    Path data =
        Fixture.lines(scratch, "long.jsonl", "{'prompt':'" + endless + "','response':'Because.'}");
    Cli.Said judged =
        Cli.run(
                "evaluate --max-tokens 4 --reward length --test",
                data,
                "--model",
                model,
                "--out",
                scratch.resolve("e"))
            .done();
    assertTrue(
        judged.out().contains("1 of the prompts lost their oldest tokens to fit the context"),
        judged.out());
    Cli.Said trained =
        Cli.run(
                "train --steps 1 --reward length --data",
                data,
                "--model",
                model,
                "--out",
                scratch.resolve("t"))
            .done();
    assertTrue(trained.out().contains("cut prompts"), trained.out());
  }

  @Test
  void lettersThatTheTokenizerDoesNotKnow() {
    Cli.run("ask", "--max-tokens", "2", "--model", "" + Fixture.model(scratch), "😀 ∑ 中").done();
  }

  @Test
  void dataAndAModelFromElsewhere() {
    evaluatesAndTrains(OwnData.file("sentences"), OwnData.file("pairs.jsonl"));
  }

  @Test
  void publishedDataAndAPublishedModel() {
    evaluatesAndTrains(
        SharedData.require("tiny_model/stories260K-hf"),
        SharedData.require("preferences/hh/helpful_test.jsonl"));
  }

  private void evaluatesAndTrains(Path model, Path test) {
    Cli.Said said =
        Cli.run(
                "evaluate --limit 2 --max-tokens 8 --decoding greedy --reward length --model",
                model,
                "--test",
                test,
                "--out",
                scratch.resolve("e"))
            .done();
    assertTrue(said.out().contains(model.getFileName().toString()), said.out());
    Cli.run(
            "train --limit 2 --steps 1 --batch-size 1 --reward length --model",
            model,
            "--data",
            test,
            "--out",
            scratch.resolve("t"))
        .done();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
