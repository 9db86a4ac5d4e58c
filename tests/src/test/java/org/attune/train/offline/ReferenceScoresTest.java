package org.attune.train.offline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.engine.Workers;
import org.attune.method.Dpo;
import org.attune.method.Kto;
import org.attune.method.OfflineMethod;
import org.attune.method.TrainingConfig;
import org.attune.model.LanguageModel;
import org.attune.model.Lora;
import org.attune.model.PromptTemplate;
import org.attune.model.TokenizedExample;
import org.attune.train.Toys;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.TrainingCallback;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The reference's scores")
final class ReferenceScoresTest {
  private static final LanguageModel START = Tiny.fresh(57);

  private static List<TokenizedExample> rows() {
    return IntStream.range(0, 40)
        .mapToObj(
            i ->
                new TokenizedExample(
                    new int[] {Tiny.BOS, 10 + i % 9}, new int[] {11 + i % 7, Tiny.EOS}))
        .toList();
  }

  @Test
  @DisplayName("are computed once for trainings side by side, which get the same numbers")
  void once() {
    ReferenceScores.forget();
    AtomicInteger computed = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(3);
    TrainingCallback counting =
        new TrainingCallback() {
          @Override
          public void onStep(StepMetrics step) {}

          @Override
          public void onProgress(String what, long done, long total) {
            computed.addAndGet(done == total ? 1 : 0);
          }
        };
    Supplier<float[]> job =
        () -> {
          begun.countDown();
          await(begun);
          return new ReferenceScores(START, START, RunOptions.defaults().callback(counting))
              .of(rows());
        };
    List<float[]> scores = new ArrayList<>();
    assertTrue(Workers.run(Collections.nCopies(3, job), 3, scores::add));
    assertEquals(1, computed.get());
    assertArrayEquals(scores.get(0), scores.get(1));
    assertArrayEquals(scores.get(0), scores.get(2));
  }

  @Test
  @DisplayName("are those of the policy before its first step, bit for bit, with LoRA or without")
  void equal() {
    for (Optional<Lora> lora : List.of(Optional.<Lora>empty(), Optional.of(new Lora(2, 4)))) {
      LanguageModel policy = START.trainee(lora, 3);
      ReferenceScores.forget();
      float[] before = new ReferenceScores(START, policy, RunOptions.defaults()).of(rows());
      ReferenceScores.forget();
      float[] own = new ReferenceScores(policy, policy, RunOptions.defaults()).of(rows());
      assertArrayEquals(own, before, lora.toString());
    }
  }

  @Test
  @DisplayName("are not waited for once the stop button is pressed")
  void stopped() {
    ReferenceScores.forget();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    TrainingCallback slow =
        new TrainingCallback() {
          @Override
          public void onStep(StepMetrics step) {}

          @Override
          public void onProgress(String what, long done, long total) {
            begun.countDown();
            await(end);
          }
        };
    Supplier<String> first = () -> said(RunOptions.defaults().callback(slow));
    Supplier<String> second =
        () -> {
          await(begun);
          Thread.currentThread().interrupt();
          String said = said(RunOptions.defaults());
          end.countDown();
          return said;
        };
    List<String> results = new ArrayList<>();
    assertTrue(Workers.run(List.of(first, second), 2, results::add));
    assertEquals(List.of("stopped", "scored"), results);
  }

  @ParameterizedTest(name = "{0} steps: {1} scored")
  @CsvSource({"3, 12", "5, 20", "6, 40", "30, 40"})
  @DisplayName("are found for the rows that the steps come to, if those are half or less")
  void reached(int steps, int scored) {
    ReferenceScores.forget();
    Set<Long> totals = new HashSet<>();
    TrainingCallback counting =
        new TrainingCallback() {
          @Override
          public void onStep(StepMetrics step) {}

          @Override
          public void onProgress(String what, long done, long total) {
            totals.add(total);
          }
        };
    List<LabelledResponse> pairs =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    new LabelledResponse(
                        Toys.letter(i / 2) + " b", Toys.letter(3 * i), i % 2, "pair " + i / 2))
            .toList();
    TrainingConfig plan = TrainingConfig.small().steps(steps).batchSize(2).microBatch(2).watchKl(1);
    RunOptions runOptions = RunOptions.defaults().callback(counting);
    for (OfflineMethod method : List.of(new Dpo().config(plan), new Kto().config(plan))) {
      PolicyTraining.Result result =
          new PolicyTraining(START, PromptTemplate.PLAIN, method).run(pairs, runOptions);
      assertEquals(steps, result.history().steps().size());
      if (method instanceof Dpo) {
        assertEquals(Set.of((long) scored), totals);
        assertEquals(Math.log(2), result.history().steps().get(0).loss(), 2e-3);
      }
    }
  }

  private static String said(RunOptions runOptions) {
    try {
      new ReferenceScores(START, START, runOptions).of(rows());
      return "scored";
    } catch (ReferenceScores.Stopped stopped) {
      return "stopped";
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }
}
