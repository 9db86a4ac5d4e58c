package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.attune.inspect.AnswerComparison;
import org.attune.inspect.PairMargins;
import org.attune.inspect.TokenComparison;
import org.attune.runs.Runs;
import org.attune.sample.GenerationConfig;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A run that is kept")
final class KeptRunTest {
  private static final int STEPS = 4;

  private static RewardLabel labels;
  private static AlignmentResult run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    labels = Dataset.bundled().take(24).rewardLabel(Golden.reward());
    run =
        labels.align(
            Align.dpo().steps(STEPS).learningRate(1e-3),
            Policy.bundled(),
            RunOptions.defaults().snapshots(2));
  }

  @Test
  @DisplayName("loads whole: weights, history, settings, provenance and answers")
  void saved() {
    Path place = run.save(folder.resolve("monday"));
    AlignmentResult loaded = AlignmentResult.load(place);
    assertEquals(run.policy().hash(), loaded.policy().hash());
    assertEquals(run.start().hash(), loaded.start().hash());
    assertEquals(run.history(), loaded.history());
    assertEquals(run.method().toString(), loaded.method().toString());
    assertEquals(run.method().config(), loaded.method().config());
    assertEquals(run.provenance(), loaded.provenance());
    assertEquals(run.costs(), loaded.costs());
    assertEquals(run.notes(), loaded.notes());
    assertEquals(run.reproduce(), loaded.reproduce());
    List<String> prompts = List.of("How do I start baking bread?");
    assertEquals(run.answers(prompts), loaded.answers(prompts));
    assertThrows(InvalidInputException.class, () -> run.save(place));
  }

  @Test
  @DisplayName("is listed and drawn with others, oldest first")
  void listed() {
    run.save(folder.resolve("a/second"));
    run.save(folder.resolve("first"));
    Runs runs = Runs.in(folder);
    assertEquals(2, runs.table().rowCount());
    assertTrue(runs.runs().containsKey(Path.of("a", "second").toString()), runs.toString());
    assertEquals(
        2,
        runs.chart("margin").getSeriesMap().values().stream()
            .filter(series -> series.isShowInLegend())
            .count());
    assertEquals(0, runs.where(kept -> kept.method().equals("PPO")).table().rowCount());
    assertEquals("Runs in junit", runs.chart("margin").getTitle(), "no random number");
    assertEquals("Runs in junit", runs.chart().getTitle());
    assertEquals("Runs in a", Runs.in(folder.resolve("a")).chart().getTitle());
    assertTrue(runs.html().contains("DPO"));
    assertTrue(runs.html().contains(">learningRate=0.001<"), "only what is not a default");
    assertFalse(runs.html().contains("TrainingConfig"), "a card is narrow");
    assertTrue(
        runs.table().stringColumn("settings").get(0).contains("TrainingConfig"),
        "the frame has all settings");
  }

  @Test
  @DisplayName("is repeated by lines that fit on a page, and a comma in a text breaks none")
  void wrapped() throws Exception {
    String name = "a, b, ".repeat(20) + "c.jsonl";
    Path file = folder.resolve(name);
    Dataset.bundled().take(4).save(file);
    String text =
        Dataset.load(file).humanLabels().align(Align.sft().steps(1), Policy.bundled()).reproduce();
    assertTrue(text.contains(name), text);
    text.lines()
        .filter(line -> !line.contains(name))
        .forEach(line -> assertTrue(line.length() <= 120, line));
  }

  @Test
  @DisplayName("in a folder loads when it is whole, and is refused under other settings")
  void once() {
    Path place = folder.resolve("kept");
    AlignmentResult first = labels.align(Align.sft().steps(2), Policy.bundled(), place);
    assertFalse(Files.exists(place.resolve("checkpoints")));
    AlignmentResult again = labels.align(Align.sft().steps(2), Policy.bundled(), place);
    assertEquals(first.policy().hash(), again.policy().hash());
    assertEquals(first.provenance(), again.provenance());
    InvalidInputException other =
        assertThrows(
            InvalidInputException.class,
            () -> labels.align(Align.sft().steps(3), Policy.bundled(), place));
    assertTrue(
        other.getMessage().contains("a different run (SFT: steps was 2, is 3)"),
        other.getMessage());
  }

  @Test
  @DisplayName("in a folder goes on after an interrupt, to the weights of an unbroken run")
  void resumed() {
    Path place = folder.resolve("broken");
    Method sft = new Method(2 * STEPS);
    AlignmentResult part =
        labels.align(
            sft.method(),
            Policy.bundled(),
            place,
            RunOptions.defaults()
                .callback(
                    step -> {
                      if (step.step() == STEPS) {
                        Thread.currentThread().interrupt();
                      }
                    }));
    assertFalse(part.finished());
    assertTrue(Files.isDirectory(place.resolve("checkpoints")));
    AlignmentResult whole = labels.align(sft.method(), Policy.bundled(), place);
    AlignmentResult unbroken = labels.align(sft.method(), Policy.bundled());
    assertTrue(whole.finished());
    assertEquals(unbroken.policy().hash(), whole.policy().hash());
  }

  /** The method of the resumed run. */
  private record Method(int steps) {
    org.attune.method.Sft method() {
      return Align.sft().steps(steps);
    }
  }

  @Test
  @DisplayName("repeats from its own text, to the bit")
  void reproduced() {
    String text = run.reproduce();
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      for (String rest = text; !rest.isBlank(); ) {
        var next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        for (SnippetEvent event : shell.eval(next.source())) {
          assertEquals(Snippet.Status.VALID, event.status(), next.source());
          assertEquals(null, event.exception(), next.source());
        }
        rest = next.remaining();
      }
      String hash = shell.eval("run.policy().hash()").get(0).value();
      assertEquals("\"" + run.policy().hash() + "\"", hash);
    }
  }

  @Test
  @DisplayName("names in its text what only the program knows")
  void unknown() {
    RewardLabel own = Dataset.bundled().take(24).filter(row -> true).rewardLabel((p, r) -> 1);
    String text = own.align(Align.sft().steps(1), Policy.bundled()).reproduce();
    assertTrue(text.contains("data, reward."), text);
    assertTrue(text.contains(".rewardLabel(reward)"), text);
  }

  @Test
  @DisplayName("shows its answers, its tokens and its margins beside those of the start")
  void shown() {
    List<String> prompts = List.of("How do I start baking bread?", "How do I start baking bread?");
    AnswerComparison answers = run.answers(prompts, Golden.reward());
    assertEquals(run.start().answer(prompts.get(0)), answers.rows().get(0).first());
    assertTrue(answers.summary().contains("mean reward"), answers.summary());
    assertTrue(answers.toString().contains("[start, reward"), answers.toString());
    AnswerComparison sampled = run.answers(prompts, GenerationConfig.temperature(1));
    assertEquals(
        run.policy().answers(prompts, GenerationConfig.temperature(1)).get(1),
        sampled.rows().get(1).second());
    AnswerComparison equal =
        AnswerComparison.of(
            List.of("a", "b"), prompts, List.of("x", "y"), List.of("x", "y"), Optional.empty());
    assertTrue(equal.summary().contains("temperature 1 differ sooner"), equal.summary());
    TokenComparison tokens = run.policy().show(prompts.get(0), "Good luck!", run.start());
    assertEquals("Good luck!", String.join("", tokens.tokens()).replaceAll("<.*", "").strip());
    double ratio =
        run.policy().logProbs(prompts.get(0), "Good luck!").stream().mapToDouble(p -> p).sum()
            - run.start().logProbs(prompts.get(0), "Good luck!").stream().mapToDouble(p -> p).sum();
    assertEquals(ratio, tokens.logRatio(), 1e-9);
    PairMargins margins = run.margins(Dataset.bundled().take(3));
    assertEquals(List.of(0, 2, 4, 4), margins.steps());
    assertTrue(margins.margins().get(0).stream().allMatch(margin -> margin == 0));
    assertTrue(margins.margins().get(3).stream().anyMatch(margin -> Math.abs(margin) > 1e-3));
    assertTrue(Golden.reward().explain(prompts.get(0), "Good luck!").html().contains("<table"));
  }
}
