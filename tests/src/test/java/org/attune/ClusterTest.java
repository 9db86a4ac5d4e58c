package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.attune.cluster.Cluster;
import org.attune.cluster.ClusterTask;
import org.attune.cluster.SerializedTasks;
import org.attune.cluster.SharedState;
import org.attune.method.Rwr;
import org.attune.method.TrainingConfig;
import org.attune.model.Lora;
import org.attune.model.PromptTemplate;
import org.attune.reward.Reward;
import org.attune.sample.GenerationConfig;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SampleCache;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@DisplayName("Work in pieces")
final class ClusterTest {
  static final List<Cluster> ALL = List.of(Cluster.local(1), Cluster.local(3), new ByBytes());

  static Policy tiny() {
    return Policy.of("tiny", Tiny.fresh(3), PromptTemplate.PLAIN);
  }

  static List<String> letters(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add("a b " + (char) ('a' + i % 20) + " " + (char) ('a' + i / 20 % 20));
    }
    return texts;
  }

  @Test
  @DisplayName("runs a sweep with the numbers of this process, its metrics on a cluster or not")
  void sweep() {
    Cluster bytes = new ByBytes();
    assertEquals(
        table(KilledSweep.sweep(), Golden.reward()),
        table(KilledSweep.sweep().on(bytes), Golden.reward().on(bytes)));
  }

  private static String table(Sweep<Rwr> sweep, Reward judge) {
    Table table =
        sweep
            .run(
                KilledSweep.labels(),
                KilledSweep.start(),
                KilledSweep.prompts(),
                Evaluate.meanReward("judge", judge),
                Evaluate.length())
            .table();
    table.removeColumns("seconds");
    return table.printAll();
  }

  private static RewardLabel labels() {
    return Dataset.ofPrompts(letters(8))
        .generate(ResponseSampler.topP(2, 1, 1).maxTokens(4).seed(2), tiny(), SampleCache.none())
        .rewardLabel((prompt, response) -> response.indexOf('c'));
  }

  private static List<String> trained(ComparisonResult result) {
    List<String> all = new ArrayList<>();
    for (List<AlignmentResult> row : result.runs()) {
      for (AlignmentResult run : row) {
        all.add(run.policy().hash() + run.notes() + run.encoding() + run.examples());
        run.history().steps().forEach(step -> all.add(step.loss() + " " + step.gradientNorm()));
        run.snapshots().forEach(policy -> all.add(policy.name() + policy.hash()));
      }
    }
    return all;
  }

  @Test
  @DisplayName("compares methods with the weights of this process, also with LoRA and checkpoints")
  void compare(@TempDir Path scratch) {
    TrainingConfig plan = TrainingConfig.small().steps(3).batchSize(4).microBatch(4);
    Compare compare =
        Compare.of(Align.rwr().config(plan), Align.dpo().config(plan.lora(new Lora(2, 4))))
            .seeds(1, 2);
    RewardLabel labels = labels();
    Policy start = tiny();
    RunOptions kept = RunOptions.defaults().snapshots(2).checkpoints(scratch.resolve("kept"), 2);
    ComparisonResult here = compare.run(labels, start, RunOptions.defaults().snapshots(2));
    ComparisonResult there = compare.on(new ByBytes()).run(labels, start, kept);
    assertEquals(trained(here), trained(there));
    assertSame(start.model(), there.alignments().get(0).start().model(), "sent back as its key");
    AlignmentResult lora = there.alignments().get(1);
    assertEquals(List.of("default"), lora.policy().adapters());
    assertTrue(Files.exists(scratch.resolve("kept/DPO-2/step-00000003/weights.safetensors")));
    ComparisonResult again = compare.on(new ByBytes()).run(labels, start, kept);
    assertEquals(
        here.alignments().get(0).policy().hash(), again.alignments().get(0).policy().hash());
    assertEquals(
        there.alignments().get(0).history(), again.alignments().get(0).history(), "found again");
  }

  @Test
  @DisplayName("sends all pieces of a labelling at once, and a model back as its key")
  void once() {
    List<Integer> jobs = new ArrayList<>();
    Cluster counting =
        new Cluster() {
          @Override
          public <T> boolean run(
              String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each) {
            jobs.add(pieces.size());
            return Cluster.local(2).run(what, pieces, each);
          }

          @Override
          public int slots() {
            return 2;
          }
        };
    Dataset.bundled().take(300).rewardLabel(Golden.reward().on(counting));
    assertEquals(List.of(3), jobs, "600 responses in one job of 3 pieces");
    Policy policy = tiny();
    ClusterTask<Policy> echo = () -> policy;
    SerializedTasks tasks = new SerializedTasks(List.of(echo));
    SharedState state = tasks.state();
    byte[] result = state.result(state.piece(tasks.pieces().get(0)).run());
    assertTrue(result.length < 2_000, result.length + " bytes");
    assertSame(policy.model(), ((Policy) tasks.result(result)).model());
  }

  private static void typed(JShell shell, String... cells) {
    for (String cell : cells) {
      for (SnippetEvent event : shell.eval(cell)) {
        assertTrue(
            event.exception() == null && shell.diagnostics(event.snippet()).findAny().isEmpty(),
            () -> cell + " " + event);
      }
    }
  }

  @Test
  @DisplayName("sets the variables of a notebook also where it failed to at first")
  void again() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      typed(
          shell,
          "import org.attune.reward.Reward;",
          "double weight = 4;",
          "var own = org.attune.SecondTry.policy();",
          "Reward mine = (prompt, response) -> weight * own.name().length();",
          "var texts = java.util.List.of(\"a\", \"b\");");
      assertEquals(
          "[12.0, 12.0]",
          shell.eval("mine.on(new org.attune.SecondTry()).scores(texts, texts)").get(0).value());
    }
  }

  @Test
  @DisplayName("takes a reward that was typed in JShell, with the variables and classes it uses")
  void snippets() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      typed(
          shell,
          "import org.attune.reward.Reward;",
          "double weight = 3;",
          "record Bonus(String word, double points) {}",
          "var bonus = new Bonus(\"c\", 10);",
          "double of(String text) { return text.contains(bonus.word()) ? bonus.points() : 0; }",
          "Reward mine = (prompt, response) -> weight * response.length() + of(response);",
          "weight = 4;",
          "var texts = java.util.List.of(\"a\", \"b c\", \"cc\");",
          "var here = mine.scores(texts, texts);");
      assertEquals("[4.0, 22.0, 18.0]", shell.eval("here").get(0).value());
      assertEquals(
          "[4.0, 22.0, 18.0]",
          shell.eval("mine.on(new org.attune.ByBytes()).scores(texts, texts)").get(0).value());
      shell.eval("var latch = new java.util.concurrent.CountDownLatch(2);");
      shell.eval("Reward counted = (prompt, response) -> latch.getCount();");
      EvalException refused =
          (EvalException)
              shell
                  .eval("counted.on(new org.attune.ByBytes()).scores(texts, texts)")
                  .get(0)
                  .exception();
      assertTrue(
          refused.getMessage().startsWith("The variable 'latch' of the notebook is a java.util"),
          refused.getMessage());
    }
  }

  @Test
  @DisplayName("stops sampling at the stop button, which is then no longer pressed")
  void stopped() {
    GenerationConfig four = GenerationConfig.temperature(1).maxTokens(4);
    for (Cluster cluster : ALL) {
      Policy there = tiny().on(cluster);
      Thread.currentThread().interrupt();
      assertThrows(SamplingInterruptedException.class, () -> there.answers(letters(3), four));
      assertFalse(Thread.interrupted(), cluster::toString);
      assertEquals(3, there.answers(letters(3), four).size());
    }
  }

  @Test
  @DisplayName("names what a lambda holds that cannot be sent, and passes on its exception")
  void failures() {
    CountDownLatch latch = new CountDownLatch(1);
    Reward held = (prompt, response) -> latch.getCount();
    String message =
        assertThrows(
                InvalidInputException.class,
                () -> held.on(new ByBytes()).scores(List.of("a"), List.of("b")))
            .getMessage();
    assertTrue(
        message.startsWith(
            "The captured value 1 of 1 of the lambda in org.attune.ClusterTest.failures is a"
                + " java.util.concurrent.CountDownLatch, which cannot be sent"),
        message);
    Reward broken =
        (prompt, response) -> {
          throw new InvalidInputException("no opinion");
        };
    for (Cluster cluster : ALL) {
      assertEquals(
          "no opinion",
          assertThrows(
                  InvalidInputException.class,
                  () -> broken.on(cluster).scores(List.of("a"), List.of("b")))
              .getMessage());
      Thread.currentThread().interrupt();
      assertThrows(
          CancellationException.class,
          () -> Golden.reward().on(cluster).scores(List.of("a"), List.of("b")));
      assertTrue(Thread.interrupted());
    }
    assertThrows(InvalidInputException.class, () -> Cluster.of("mesos://x"));
    assertEquals(Optional.empty(), tiny().cluster());
  }
}
