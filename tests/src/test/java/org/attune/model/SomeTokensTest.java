package org.attune.model;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.WithProperty;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The states of some tokens")
final class SomeTokensTest {
  private static final double EXACT = 1e-5;
  private static final int[] PROMPT = {1, 3, 30, 29, 15, 4};
  private static final List<TokenizedExample> TEXTS =
      List.of(
          new TokenizedExample(PROMPT, ids(9)),
          new TokenizedExample(PROMPT, ids(14)),
          new TokenizedExample(new int[] {1, 8}, ids(5)));
  private static final PackedTexts PACKED = new PackedTexts(TEXTS, 1, true);
  private static final PaddedTexts PADDED = new PaddedTexts(TEXTS, 1);

  private static int[] ids(int count) {
    return IntStream.range(0, count).map(i -> 3 + (i * 7 + 5) % 28).toArray();
  }

  static Stream<Arguments> choices() {
    return Stream.of(2, 4)
        .flatMap(heads -> IntStream.of(1, 5, 33).mapToObj(places -> Arguments.of(heads, places)));
  }

  private static Decoder decoder(int keyHeads) {
    LlamaConfig config = Tiny.config(4, keyHeads, true);
    Weights weights = Weights.random(WeightShapes.of(config), 0.15, 8, Device.cpu());
    return new TorchScriptLlama(config, weights, MatmulPrecision.FLOAT32);
  }

  private static long[] places(int count, int total) {
    return IntStream.range(0, count).mapToLong(i -> (i * 11L + 3) % total).toArray();
  }

  @ParameterizedTest(name = "{0} heads of keys, {1} tokens")
  @MethodSource("choices")
  @DisplayName("are those among all tokens, packed or padded")
  void same(int keyHeads, int count) {
    Decoder decoder = decoder(keyHeads);
    NDManager manager = decoder.weights().manager();
    PyTorch.scoped(
        () -> {
          NDArray some = manager.create(places(count, PACKED.tokens()));
          float[] expected = PyTorch.rows(some, decoder.packed(PACKED)).toFloatArray();
          close(expected, decoder.packed(PACKED, some).toFloatArray(), EXACT, "packed");
          NDArray others = manager.create(places(count, PADDED.places()));
          float[] each = PyTorch.rows(others, decoder.padded(PADDED)).toFloatArray();
          close(each, decoder.padded(PADDED, others).toFloatArray(), EXACT, "padded");
          return 0;
        });
  }

  /** Returns the gradients of a sum of states with weights of their own. */
  private static Map<String, float[]> gradients(
      Decoder decoder, int count, Function<NDManager, NDArray> states) {
    Weights weights = decoder.weights().requireGradients(true);
    PyTorch.backward(
        () -> {
          NDArray found = states.apply(weights.manager());
          float[] each = new float[count * decoder.config().width()];
          SplittableRandom random = new SplittableRandom(3);
          for (int i = 0; i < each.length; i++) {
            each[i] = (float) random.nextGaussian();
          }
          return found.mul(weights.manager().create(each, found.getShape())).sum();
        },
        NDArray::getFloat);
    Map<String, float[]> all = new LinkedHashMap<>();
    PyTorch.scoped(
        () -> {
          weights
              .gradients()
              .byName()
              .forEach((name, gradient) -> all.put(name, gradient.toFloatArray()));
          return 0;
        });
    weights.gradients().free();
    weights.gradients().end();
    return all;
  }

  /**
   * Returns the norm of the difference of two gradients, divided by that of the first; in single
   * numbers terms of both signs may cancel.
   */
  private static double distance(Map<String, float[]> expected, Map<String, float[]> found) {
    double apart = 0;
    double size = 0;
    for (Map.Entry<String, float[]> each : expected.entrySet()) {
      for (int i = 0; i < each.getValue().length; i++) {
        apart += Math.pow(each.getValue()[i] - (double) found.get(each.getKey())[i], 2);
        size += Math.pow(each.getValue()[i], 2);
      }
    }
    return Math.sqrt(apart / size);
  }

  /** Computes as a step that is large enough to learn from some tokens only. */
  private static Map<String, float[]> large(Supplier<Map<String, float[]>> gradients) {
    return WithProperty.of(Activations.SOME_TOKENS, "0", gradients);
  }

  @ParameterizedTest(name = "{0} heads of keys, {1} tokens")
  @MethodSource("choices")
  @DisplayName("have the gradients of those among all tokens, however much is kept for them")
  void gradients(int keyHeads, int count) {
    Decoder decoder = decoder(keyHeads);
    Function<NDManager, NDArray> some =
        m -> decoder.packed(PACKED, m.create(places(count, PACKED.tokens())));
    Function<NDManager, NDArray> others =
        m -> decoder.padded(PADDED, m.create(places(count, PADDED.places())));
    Map<String, float[]> small = gradients(decoder, count, some);
    Map<String, float[]> kept = large(() -> gradients(decoder, count, some));
    assertEquals(0, distance(small, kept), EXACT, "packed");
    assertEquals(
        0,
        distance(gradients(decoder, count, others), large(() -> gradients(decoder, count, others))),
        EXACT,
        "padded");
    Activations counted = Activations.of(decoder.config(), MatmulPrecision.FLOAT32, Device.cpu());
    String part = String.valueOf((long) (5 * counted.all(PACKED.shape())));
    for (String limit : List.of("0", part)) {
      Map<String, float[]> again =
          large(
              () ->
                  WithProperty.of(
                      Activations.PROPERTY, limit, () -> gradients(decoder, count, some)));
      kept.forEach((name, values) -> assertArrayEquals(values, again.get(name), name));
    }
  }

  @Test
  @DisplayName("of a small step come from all tokens, bit for bit")
  void small() {
    Decoder decoder = decoder(2);
    long[] places = places(5, PACKED.tokens());
    Map<String, float[]> some =
        gradients(decoder, 5, m -> decoder.packed(PACKED, m.create(places)));
    gradients(decoder, 5, m -> PyTorch.rows(m.create(places), decoder.packed(PACKED)))
        .forEach((name, values) -> assertArrayEquals(values, some.get(name), name));
  }
}
