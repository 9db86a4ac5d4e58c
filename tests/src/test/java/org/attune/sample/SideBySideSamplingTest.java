package org.attune.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.attune.Tiny;
import org.attune.engine.PyTorch;
import org.attune.engine.Workers;
import org.attune.model.LanguageModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Batches that are sampled side by side")
final class SideBySideSamplingTest {
  private static final LanguageModel MODEL = Tiny.model(51);
  private static final int PROMPTS = 40;

  @ParameterizedTest(name = "{0} sequences on {1} processors: {2} at a time")
  @CsvSource({
    "200, 2, 50",
    "64, 2, 32",
    "16, 2, 8",
    "9, 2, 8",
    "3, 2, 8",
    "1000, 4, 63",
    "64, 1, 64"
  })
  @DisplayName("are of equal size and give each processor as many")
  void sizes(int sequences, int processors, int size) {
    assertEquals(size, Generator.batchSize(sequences, processors));
  }

  private static List<Continuation> sampled(SamplingProgress meter) {
    return sampled(PROMPTS, meter);
  }

  private static List<Continuation> sampled(int count, SamplingProgress meter) {
    List<int[]> prompts =
        IntStream.range(0, count).mapToObj(i -> new int[] {Tiny.BOS, 3 + i % 20}).toList();
    return Generator.of(MODEL.decoder(), count)
        .continuations(
            prompts,
            LongStream.range(0, count).toArray(),
            GenerationConfig.temperature(1).maxTokens(12),
            StopStrings.never(),
            meter);
  }

  /** One thread alone, as in a worker of a sweep. */
  private static <T> T inWorker(Supplier<T> work) {
    List<T> results = new ArrayList<>();
    assertTrue(Workers.run(List.of(work), 1, results::add));
    return results.get(0);
  }

  @ParameterizedTest(name = "{0} prompts")
  @ValueSource(ints = {1, 5, 8})
  @DisplayName("have one native thread also where there is only one batch")
  void single(int count) {
    List<Integer> seen = new ArrayList<>();
    Workers.withThreads(
        3,
        () ->
            sampled(count, new SamplingProgress((d, w, t) -> seen.add(PyTorch.threads()), count)));
    assertFalse(seen.isEmpty());
    assertEquals(Set.of(1), Set.copyOf(seen));
  }

  @Test
  @DisplayName("say the same side by side and one after the other, to the last bit")
  void equal() {
    AtomicLong finished = new AtomicLong();
    List<Continuation> together =
        sampled(new SamplingProgress((done, wanted, tokens) -> finished.set(done), PROMPTS));
    List<Continuation> alone = inWorker(() -> sampled(SamplingProgress.silent()));
    assertEquals(PROMPTS, finished.get());
    for (int i = 0; i < PROMPTS; i++) {
      assertEquals(
          IntStream.of(alone.get(i).ids()).boxed().toList(),
          IntStream.of(together.get(i).ids()).boxed().toList());
      assertTrue(
          java.util.Arrays.equals(alone.get(i).logProbs(), together.get(i).logProbs()),
          "log-probabilities of " + i);
    }
  }

  @Test
  @DisplayName("all stop at the stop button, which is then no longer pressed")
  void stopped() {
    SamplingProgress pressed = new SamplingProgress((done, wanted, tokens) -> {}, PROMPTS);
    Thread.currentThread().interrupt();
    assertThrows(SamplingInterruptedException.class, () -> sampled(pressed));
    assertFalse(Thread.interrupted());
    assertEquals(PROMPTS, sampled(SamplingProgress.silent()).size());
  }
}
