package org.attune.model;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.model.ScriptedDecoder.Products;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Those of other machines, graphics cards among them, are run on this one. */
@DisplayName("Every choice of native routines computes the same gradients")
final class KernelsTest {
  private static final double EXACT = 2e-5;
  private static final double COARSE = 5e-2;

  private static Kernels kernels(boolean oneDnn, boolean held, Products attention) {
    return new Kernels(oneDnn, held, attention, Long.MAX_VALUE, 128);
  }

  private static Weights weights(LlamaConfig config) {
    return Weights.random(LlamaDecoder.shapes(config), 0.15, 8, Device.cpu());
  }

  static Stream<Arguments> choices() {
    return Stream.of(2, 4)
        .flatMap(
            shared ->
                Stream.of(
                    Arguments.of(shared, Products.FLOAT32, kernels(false, false, Products.FLOAT32)),
                    Arguments.of(
                        shared, Products.BFLOAT16, kernels(false, false, Products.FLOAT32)),
                    Arguments.of(
                        shared, Products.BFLOAT16, kernels(false, false, Products.BFLOAT16)),
                    Arguments.of(
                        shared, Products.BFLOAT16, kernels(false, true, Products.FLOAT32))));
  }

  @ParameterizedTest(name = "{0} heads of keys, {1}, {2}")
  @MethodSource("choices")
  @DisplayName("as the readable decoder")
  void gradients(int keyHeads, Products products, Kernels kernels) {
    LlamaConfig config = Tiny.config(4, keyHeads, true);
    Map<String, float[]> expected =
        DecodersTest.gradients(new LlamaDecoder(config, weights(config)), DecodersTest.rows());
    Map<String, float[]> actual =
        DecodersTest.gradients(
            new ScriptedDecoder(config, weights(config), products, kernels), DecodersTest.rows());
    double part = products == Products.FLOAT32 ? EXACT : COARSE;
    expected.forEach((name, values) -> close(values, actual.get(name), part, name));
  }

  @ParameterizedTest(name = "{0} heads of keys, {1}, {2}")
  @MethodSource("choices")
  @DisplayName("and, in 32 bits, draws the same tokens")
  void tokens(int keyHeads, Products products, Kernels kernels) {
    LlamaConfig config = Tiny.config(4, keyHeads, true);
    List<Integer> expected =
        drawn(new ScriptedDecoder(config, Tiny.weights(config, 32), Products.FLOAT32));
    List<Integer> actual =
        drawn(new ScriptedDecoder(config, Tiny.weights(config, 32), products, kernels));
    assertEquals(expected.size(), actual.size());
    if (products == Products.FLOAT32) {
      assertEquals(expected, actual);
    }
  }

  private static List<Integer> drawn(ScriptedDecoder decoder) {
    int[] padding = {0, 0};
    double[][] uniforms = {{0.1, 0.9}, {0.5, 0.3}, {0.7, 0.2}};
    try (KeyValueCache cache = new KeyValueCache(decoder, padding, 8)) {
      return Native.scoped(
          () -> {
            decoder.read(decoder.weights().manager().create(new long[][] {{1, 3}, {1, 5}}), cache);
            Drawn drawn =
                decoder.draw(
                    new Drawing(1, 0, 1), new int[] {0, 1}, uniforms, new int[] {3, 3}, cache);
            return Stream.of(0, 1, 2)
                .flatMap(step -> Stream.of(0, 1).map(row -> tokenOf(drawn, step, row)))
                .toList();
          });
    }
  }

  private static int tokenOf(Drawn drawn, int step, int row) {
    return step < drawn.steps() ? drawn.token(step, row) : -1;
  }
}
