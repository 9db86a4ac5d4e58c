package org.attune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.attune.evaluate.Interval;
import org.attune.method.LossBatch;
import org.attune.method.Method;
import org.attune.method.OfflineMethod;
import org.attune.method.Sft;
import org.attune.method.TrainingConfig;
import org.attune.model.PromptTemplate;
import org.attune.sample.GenerationConfig;
import org.attune.sample.Iterations;
import org.attune.sample.ResponseSampler;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;

@DisplayName("A comparison")
final class CompareTest {
  @TempDir private Path scratch;
  private final Policy start = Policy.of("tiny", Tiny.model(41), PromptTemplate.PLAIN);
  private final RewardLabel labels = Tiny.labelsByLength();

  private static TrainingConfig config(int steps) {
    return TrainingConfig.small().steps(steps).batchSize(2).microBatch(2).learningRate(1e-3);
  }

  /** Two need the same reference, and one samples in rounds. */
  private static Compare methods() {
    Iterations rounds = Iterations.of(2, ResponseSampler.topP(3, 1, 1).maxTokens(5));
    return Compare.of(
            Align.sft().config(config(5)),
            Align.dpo().config(config(5)),
            Align.ipo().config(config(5)),
            Align.raft().rounds(rounds).config(config(4)))
        .seeds(1, 2);
  }

  private static List<List<String>> weights(ComparisonResult comparison) {
    return comparison.runs().stream()
        .map(row -> row.stream().map(run -> run.policy().hash()).toList())
        .toList();
  }

  private static String numbers(ComparisonResult comparison) {
    return comparison
        .evaluate(
            Dataset.ofPrompts(List.of("a", "d e", "p")),
            List.of(GenerationConfig.temperature(1).maxTokens(6)),
            Evaluate.length())
        .table()
        .printAll();
  }

  @Test
  @DisplayName("begins with the longest run of each seed, so that no processor waits for it")
  void longestFirst() {
    Compare three =
        Compare.of(
                Align.sft().config(config(5)),
                Align.dpo().config(TrainingConfig.small().epochs(3).batchSize(2).microBatch(2)),
                Align.ipo().config(config(5).batchSize(8)))
            .seeds(1, 2);
    assertArrayEquals(new int[] {2, 1, 0, 5, 4, 3}, three.longestFirst(3), "40, 10 and 12");
    assertArrayEquals(new int[] {1, 2, 0, 4, 5, 3}, three.longestFirst(100), "300 in three epochs");
  }

  @Test
  @DisplayName("ends with the weights and metrics of trainings one by one, bit for bit")
  void lanes() {
    ComparisonResult alone = methods().sideBySide(1).run(labels, start);
    List<List<String>> byHand = new ArrayList<>();
    for (long seed : List.of(1L, 2L)) {
      byHand.add(
          methods().methods().stream()
              .map(method -> method.config(method.config().seed(seed)))
              .map(method -> labels.align(method, start).policy().hash())
              .toList());
    }
    assertEquals(8, byHand.stream().flatMap(List::stream).distinct().count());
    assertEquals(byHand, weights(alone));
    for (int lanes : List.of(2, 3)) {
      ComparisonResult together = methods().sideBySide(lanes).run(labels, start);
      assertEquals(byHand, weights(together));
      assertEquals(numbers(alone), numbers(together));
      assertTrue(together.finished());
    }
  }

  @Test
  @DisplayName("draws one chart for each method, since their losses differ in scale")
  void charts() {
    ComparisonResult two =
        Compare.of(Align.sft().config(config(2)), Align.dpo().config(config(2))).run(labels, start);
    assertEquals(List.of("SFT", "DPO"), two.charts().stream().map(XYChart::getTitle).toList());
    assertTrue(
        two.charts().get(1).getSeriesMap().keySet().stream().anyMatch(n -> n.contains("loss")));
  }

  /** Does something before each loss, in the thread that trains. */
  private record Watched(String name, Sft sft, Runnable aside) implements OfflineMethod {
    @Override
    public TrainingConfig config() {
      return sft.config();
    }

    @Override
    public OfflineMethod config(TrainingConfig config) {
      return new Watched(name, sft.config(config), aside);
    }

    @Override
    public NDArray loss(LossBatch batch) {
      aside.run();
      return sft.loss(batch);
    }
  }

  private static Method watched(String name, int steps, Runnable aside) {
    return new Watched(name, Align.sft().config(config(steps)), aside);
  }

  @Test
  @DisplayName("trains side by side: two methods can wait for each other")
  void together() {
    CyclicBarrier both = new CyclicBarrier(2);
    Runnable meet =
        () -> {
          try {
            both.await(60, TimeUnit.SECONDS);
          } catch (Exception alone) {
            throw new IllegalStateException("The other one did not come.", alone);
          }
        };
    Compare pair = Compare.of(watched("one", 3, meet), watched("two", 3, meet));
    assertTrue(pair.sideBySide(2).run(labels, start).finished());
  }

  @Test
  @DisplayName("trains no more at a time than half of the memory holds, and always one")
  void memory() {
    long gigabyte = 1L << 30;
    assertEquals(8, ParallelRuns.fitting(4_000_000, 16 * gigabyte, 8));
    assertEquals(2, ParallelRuns.fitting(124_000_000, 16 * gigabyte, 8));
    assertEquals(1, ParallelRuns.fitting(1_000_000_000, 16 * gigabyte, 8));
  }

  @Test
  @DisplayName("that is interrupted returns the seeds that all methods have finished")
  void interrupted() {
    Thread caller = Thread.currentThread();
    int[] losses = {0};
    Runnable press =
        () -> {
          if (++losses[0] == 9) { // In the second seed's second step.
            caller.interrupt();
            pause();
          }
        };
    ComparisonResult part =
        Compare.of(Align.sft().config(config(3)), watched("stopped", 7, press))
            .seeds(1, 2, 3)
            .sideBySide(1)
            .run(labels, start);
    assertFalse(part.finished());
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(List.of(2), part.runs().stream().map(List::size).toList());
    assertTrue(part.alignments().stream().allMatch(AlignmentResult::finished));
    assertTrue(part.toString().contains("interrupted with 3 of 6 trained"), part.toString());
  }

  @Test
  @DisplayName("that is interrupted early returns what the first seed has come to")
  void early() {
    Thread caller = Thread.currentThread();
    int[] losses = {0};
    Runnable press =
        () -> {
          if (++losses[0] == 2) {
            caller.interrupt();
            pause();
          }
        };
    ComparisonResult part =
        Compare.of(Align.sft().config(config(3)), watched("stopped", 7, press), Align.rwr())
            .sideBySide(1)
            .run(labels, start);
    assertFalse(part.finished());
    assertEquals(
        List.of(true, false), part.alignments().stream().map(AlignmentResult::finished).toList());
    assertEquals(2, part.alignments().get(1).history().steps().size());
    assertEquals("stopped", part.policy("stopped").name());
  }

  /** Waits for the interruption to come round, and leaves it to be seen. */
  private static void pause() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("that is interrupted before anything was trained says so")
  void atOnce() {
    Thread.currentThread().interrupt();
    Compare sampling =
        Compare.of(
            Align.raft().rounds(Iterations.of(1, ResponseSampler.topP(3, 1, 1))).config(config(2)));
    assertThrows(SamplingInterruptedException.class, () -> sampling.run(labels, start));
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  @DisplayName("tells a listener of one run after the other, and goes on from its checkpoints")
  void listener() {
    List<Integer> steps = new ArrayList<>();
    Compare two =
        Compare.of(Align.sft().config(config(3)), Align.rwr().config(config(2))).sideBySide(2);
    RunOptions runOptions = RunOptions.defaults().checkpoints(scratch, 1);
    ComparisonResult first =
        two.run(labels, start, runOptions.callback(step -> steps.add(step.step())));
    assertEquals(List.of(1, 2, 3, 1, 2), steps);
    assertEquals(
        weights(first), weights(two.run(labels, start, runOptions.callback(s -> steps.add(0)))));
    assertEquals(List.of(1, 2, 3, 1, 2), steps, "what was trained is not trained again");
  }

  @Test
  @DisplayName("refuses what cannot be meant in one sentence")
  void refused() {
    assertThrows(InvalidInputException.class, () -> Compare.of());
    assertThrows(InvalidInputException.class, () -> Compare.of(Align.sft(), Align.sft()));
    assertThrows(InvalidInputException.class, () -> new Compare(List.of(Align.sft()), List.of()));
    assertThrows(InvalidInputException.class, () -> Compare.of(Align.sft()).sideBySide(0));
  }

  @Test
  @DisplayName("says what its intervals speak of, in table, chart and notebook")
  void scope() {
    ComparisonResult one = Compare.of(Align.sft().steps(1)).sideBySide(1).run(labels, start);
    Dataset prompts = Dataset.ofPrompts(List.of("a", "d e", "p"));
    List<GenerationConfig> decodings = List.of(GenerationConfig.temperature(1).maxTokens(6));
    Evaluation single = one.evaluate(prompts, decodings, 2, Evaluate.length());
    assertTrue(single.scope().contains("of this training only"), single.scope());
    assertTrue(single.html().contains("of this training only"));
    assertTrue(single.chart("tokens").getTitle().contains("of this training only"));
    assertEquals("of this training only", single.table().stringColumn("interval").get(0));
    Evaluation several =
        methods().sideBySide(1).run(labels, start).evaluate(prompts, decodings, Evaluate.length());
    assertEquals("95 % intervals over prompts and 2 training seeds.", several.scope());
    assertEquals(5, several.components().rowCount());
    Interval difference = single.difference("SFT", "tiny", "T=1.0", "tokens");
    assertEquals(
        single.of("SFT", "T=1.0", "tokens").value() - single.of("tiny", "T=1.0", "tokens").value(),
        difference.value(),
        1e-12);
  }
}
