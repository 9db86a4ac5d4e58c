package org.attune.model;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.TwoThreads;
import org.attune.engine.PyTorch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading many texts")
@ExtendWith(TwoThreads.class)
final class BatchScorerTest {
  private static final LanguageModel MODEL = Tiny.model(31);

  /** Texts of up to 40 tokens, the long ones among the short ones. */
  private static final List<TokenizedExample> TEXTS =
      IntStream.range(0, 11)
          .mapToObj(
              i ->
                  new TokenizedExample(
                      new int[] {Tiny.BOS, 3 + i},
                      IntStream.range(0, 1 + 17 * i % 40).map(t -> 3 + (t + i) % 20).toArray()))
          .toList();

  private static float[] alone() {
    float[] sums = new float[TEXTS.size()];
    for (int i = 0; i < sums.length; i++) {
      TokenBatch one = TokenBatch.of(List.of(TEXTS.get(i)));
      sums[i] = PyTorch.scoped(() -> TokenLogProbs.of(MODEL.decoder(), one).sum().getFloat());
    }
    return sums;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @DisplayName("finds of each what it is alone, in the texts' order")
  void order(int threads) {
    JniUtils.setNumThreads(threads);
    for (int batch : new int[] {1, 4, 64}) {
      close(
          alone(), new BatchScorer(MODEL.decoder(), batch).logProbs(TEXTS), 2e-5, "batch " + batch);
    }
    assertEquals(0, new BatchScorer(MODEL.decoder(), 4).logProbs(List.of()).length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @DisplayName("takes as many threads as there are, up to two, and batches as large as it is told")
  void sideBySide(int threads) {
    JniUtils.setNumThreads(threads);
    Set<Thread> readers = ConcurrentHashMap.newKeySet();
    List<Integer> sizes = new ArrayList<>();
    Function<TokenBatch, NDArray> look =
        batch -> {
          readers.add(Thread.currentThread());
          synchronized (sizes) {
            sizes.add(batch.size());
          }
          return TokenLogProbs.of(MODEL.decoder(), batch).sum();
        };
    List<Integer> told = new ArrayList<>();
    new BatchScorer(MODEL.decoder(), 4).each(TEXTS, look, told::add);
    assertEquals(threads, readers.size());
    assertEquals(List.of(3, 4, 4), sizes.stream().sorted().toList());
    assertEquals(threads == 1 ? List.of(4, 8, 11) : List.of(8, 11), told);
  }

  @Test
  @DisplayName("reads no further once a watcher throws")
  void stop() {
    AtomicInteger read = new AtomicInteger();
    Function<TokenBatch, NDArray> count =
        batch -> {
          read.addAndGet(batch.size());
          return TokenLogProbs.of(MODEL.decoder(), batch).sum();
        };
    assertThrows(
        IllegalStateException.class,
        () ->
            new BatchScorer(MODEL.decoder(), 2)
                .each(
                    TEXTS,
                    count,
                    done -> {
                      throw new IllegalStateException("enough");
                    }));
    assertEquals(4, read.get());
  }
}
