package org.attune.model;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tolerances are those of two ways of computing in 32 bits, and those of bfloat16. */
@DisplayName("Log-probabilities computed some rows at a time equal those computed at once")
final class ChunkedHeadTest {
  private static final double EXACT = 2e-5;
  private static final double COARSE = 5e-2;
  private static final double COARSE_AS_A_WHOLE = 2e-2;

  /** Tied or not, whether probabilities are kept, and of how many rows logits exist at a time. */
  static Stream<Arguments> cases() {
    return Stream.of(true, false)
        .flatMap(
            tied ->
                Stream.of(0L, Long.MAX_VALUE)
                    .flatMap(
                        kept -> Stream.of(1L, 3L).map(rows -> Arguments.of(tied, kept, rows))));
  }

  private static TorchScriptLlama decoder(
      LlamaConfig config, MatmulPrecision products, long kept, long rows) {
    Weights weights = Tiny.weights(config, 14);
    Kernels kernels = Kernels.of(weights.device(), products, config.vocabulary());
    return new TorchScriptLlama(config, weights, products, kernels.holding(kept, rows));
  }

  /**
   * Returns the oracle for 32 bits: DJL's own log-softmax over all logits, differentiated by it.
   */
  private static Decoder atOnce(LlamaConfig config) {
    return new LlamaDecoder(config, Tiny.weights(config, 14));
  }

  private static float[] scores(Decoder decoder) {
    return PyTorch.scoped(
        () ->
            TokenLogProbs.of(decoder, TokenBatch.of(DecodersTest.rows())).values().toFloatArray());
  }

  @ParameterizedTest(name = "tied {0}, {1} probabilities kept, {2} rows at a time")
  @MethodSource("cases")
  @DisplayName("in values and in the gradients of all weights")
  void exact(boolean tied, long kept, long rows) {
    LlamaConfig config = Tiny.config(4, 2, tied);
    Decoder whole = atOnce(config);
    Decoder parts = decoder(config, MatmulPrecision.FLOAT32, kept, rows);
    close(scores(whole), scores(parts), EXACT, "values");
    Map<String, float[]> expected = DecodersTest.gradients(whole, DecodersTest.rows());
    Map<String, float[]> actual = DecodersTest.gradients(parts, DecodersTest.rows());
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> close(values, actual.get(name), EXACT, name));
  }

  @ParameterizedTest(name = "tied {0}, {1} probabilities kept, {2} rows at a time")
  @MethodSource("cases")
  @DisplayName("coarsely where products are in bfloat16")
  void brain(boolean tied, long kept, long rows) {
    LlamaConfig config = Tiny.config(4, 4, tied);
    Decoder whole = atOnce(config);
    Decoder parts = decoder(config, MatmulPrecision.BFLOAT16, kept, rows);
    Map<String, float[]> expected = DecodersTest.gradients(whole, DecodersTest.rows());
    Map<String, float[]> actual = DecodersTest.gradients(parts, DecodersTest.rows());
    assertEquals(0, distance(expected, actual), COARSE_AS_A_WHOLE, "the whole gradient");
    expected.forEach(
        (name, values) ->
            assertEquals(
                0, distance(Map.of(name, values), Map.of(name, actual.get(name))), COARSE, name));
  }

  /** Returns the norm of the difference of two gradients, divided by that of the first. */
  private static double distance(Map<String, float[]> expected, Map<String, float[]> actual) {
    double apart = 0;
    double size = 0;
    for (Map.Entry<String, float[]> entry : expected.entrySet()) {
      float[] other = actual.get(entry.getKey());
      for (int i = 0; i < other.length; i++) {
        double value = entry.getValue()[i];
        apart += (value - other[i]) * (value - other[i]);
        size += value * value;
      }
    }
    return Math.sqrt(apart / size);
  }

  /** Returns the gradients of a loss that weights two readings by different functions. */
  private static Map<String, float[]> twice(Decoder decoder) {
    TokenBatch all = TokenBatch.of(DecodersTest.rows());
    TokenBatch first = TokenBatch.of(DecodersTest.rows().subList(0, 2));
    Weights weights = decoder.weights().requireGradients(true);
    PyTorch.backward(
        () -> {
          NDArray one = TokenLogProbs.of(decoder, all).values().exp().sum();
          return one.add(TokenLogProbs.of(decoder, first).values().square().sum());
        },
        NDArray::getFloat);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    PyTorch.scoped(
        () -> {
          weights.forEach((name, array) -> gradients.put(name, array.getGradient().toFloatArray()));
          return 0;
        });
    weights.requireGradients(false);
    return gradients;
  }

  @Test
  @DisplayName("in losses that are not linear, and that read several batches")
  void several() {
    LlamaConfig config = Tiny.config(4, 2, true);
    Map<String, float[]> expected = twice(atOnce(config));
    for (long kept : new long[] {0, Long.MAX_VALUE}) {
      Map<String, float[]> actual = twice(decoder(config, MatmulPrecision.FLOAT32, kept, 3));
      expected.forEach((name, values) -> close(values, actual.get(name), EXACT, name));
    }
  }

  @Test
  @DisplayName("and a loss that failed leaves nothing to the next one")
  void failed() {
    LlamaConfig config = Tiny.config(4, 2, false);
    Decoder parts = decoder(config, MatmulPrecision.FLOAT32, 0, 3);
    Map<String, float[]> expected = DecodersTest.gradients(parts, DecodersTest.rows());
    Decoder again = decoder(config, MatmulPrecision.FLOAT32, 0, 3);
    again.weights().requireGradients(true);
    boolean thrown = false;
    try {
      PyTorch.backward(
          () -> {
            TokenLogProbs.of(again, TokenBatch.of(DecodersTest.rows()));
            throw new IllegalStateException("no loss");
          },
          NDArray::getFloat);
    } catch (IllegalStateException planned) {
      thrown = true;
    }
    assertTrue(thrown);
    Map<String, float[]> actual = DecodersTest.gradients(again, DecodersTest.rows());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }
}
