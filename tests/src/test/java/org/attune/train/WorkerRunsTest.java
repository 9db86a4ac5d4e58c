package org.attune.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.attune.Tiny;
import org.attune.engine.Workers;
import org.attune.method.OfflineMethod;
import org.attune.method.Sft;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.sample.GenerationConfig;
import org.attune.sample.Generator;
import org.attune.train.loop.RunOptions;
import org.attune.train.offline.LabelledResponse;
import org.attune.train.offline.PolicyTraining;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Runs side by side")
final class WorkerRunsTest {
  private static final LanguageModel START = Tiny.fresh(31);
  private static final List<LabelledResponse> DATA = Toys.noise(24, 5);

  private static String trained(long seed) {
    Sft base = Toys.sft(25);
    OfflineMethod watched = base.config(base.config().seed(seed).watchKl(1));
    PolicyTraining.Result result =
        new PolicyTraining(START, PromptTemplate.PLAIN, watched).run(DATA, RunOptions.defaults());
    List<Double> seen =
        result.history().steps().stream().map(step -> step.parts().get("KL to start")).toList();
    return result.model().hash() + " " + seen;
  }

  private static <T> List<T> sorted(List<Supplier<T>> jobs, int workers) {
    List<T> results = new ArrayList<>();
    assertTrue(Workers.run(jobs, workers, results::add));
    results.sort(java.util.Comparator.comparing(Object::toString));
    return results;
  }

  @Test
  @DisplayName(
      "give the weights and the KL to a shared start that runs one by one give, bit for bit")
  void trainings() {
    List<Supplier<String>> jobs =
        LongStream.rangeClosed(1, 6)
            .mapToObj(seed -> (Supplier<String>) () -> trained(seed))
            .toList();
    List<String> alone = sorted(jobs, 1);
    assertEquals(6, alone.stream().distinct().count(), "each seed has weights of its own");
    assertEquals(alone, sorted(jobs, 2));
    assertEquals(alone, sorted(jobs, 3));
  }

  @Test
  @DisplayName("sample one model in many threads as in one")
  void sampling() {
    List<int[]> prompts =
        IntStream.range(0, 12).mapToObj(i -> new int[] {Tiny.BOS, 10 + i}).toList();
    Supplier<String> job =
        () ->
            new Generator(START.decoder(), 5)
                .generate(prompts, GenerationConfig.temperature(1).maxTokens(20), 0).stream()
                    .map(Arrays::toString)
                    .toList()
                    .toString();
    List<Supplier<String>> jobs = Collections.nCopies(12, job);
    assertEquals(List.of(job.get()), sorted(jobs, 4).stream().distinct().toList());
  }

  @Test
  @DisplayName("stop when the caller is interrupted, and what is done is handed on")
  void interruption() {
    CountDownLatch never = new CountDownLatch(1);
    Supplier<String> waiting =
        () -> {
          try {
            never.await();
            return "woken";
          } catch (InterruptedException stop) {
            return "partial";
          }
        };
    Supplier<String> quick = () -> "whole";
    List<String> results = new ArrayList<>();
    boolean finished =
        Workers.run(
            List.of(quick, waiting, waiting, quick, quick),
            1,
            result -> {
              results.add(result);
              Thread.currentThread().interrupt();
            });
    assertFalse(finished);
    // The caller cannot be asked to hand on before the next job has begun, so that one may count.
    assertEquals("whole", results.get(0));
    assertTrue(results.size() <= 2 && !results.contains("woken"), results.toString());
  }

  @Test
  @DisplayName("stop when one of them fails, which is what the caller hears of")
  void failure() {
    Supplier<String> failing =
        () -> {
          throw new IllegalStateException("the third one fell");
        };
    List<Supplier<String>> jobs =
        List.of(() -> "one", () -> "two", failing, () -> "four", () -> "five");
    IllegalStateException heard =
        assertThrows(IllegalStateException.class, () -> Workers.run(jobs, 1, result -> {}));
    assertEquals("the third one fell", heard.getMessage());
  }
}
