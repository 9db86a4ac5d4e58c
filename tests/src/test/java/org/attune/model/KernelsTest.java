package org.attune.model;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.WithProperty;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Those of other machines, graphics cards among them, are run on this one. */
@DisplayName("Every choice of native routines computes the same gradients")
final class KernelsTest {
  private static final double EXACT = 2e-5;
  private static final double COARSE = 5e-2;
  private static final int[] FIRST = {3, 5};

  private static Kernels kernels(boolean packs, boolean held, MatmulPrecision attention) {
    return new Kernels(false, packs, held, attention, Long.MAX_VALUE, 128);
  }

  private static double bound(MatmulPrecision products) {
    return products == MatmulPrecision.FLOAT32 ? EXACT : COARSE;
  }

  private static TorchScriptLlama decoder(int keyHeads, MatmulPrecision products, Kernels kernels) {
    LlamaConfig config = Tiny.config(4, keyHeads, true);
    return new TorchScriptLlama(config, Tiny.weights(config, 32), products, kernels);
  }

  private static Weights weights(LlamaConfig config) {
    return Weights.random(WeightShapes.of(config), 0.15, 8, Device.cpu());
  }

  /** Returns what is chosen on this machine, and on those that lack one thing or another. */
  private static Stream<Kernels> chosen(MatmulPrecision products) {
    return Stream.of(
            List.of("os.arch", System.getProperty("os.arch")),
            List.of("os.arch", "aarch64"),
            List.of("attune.products", "default"),
            List.of("attune.bfloat16", "off"))
        .map(
            machine ->
                WithProperty.of(
                    machine.get(0),
                    machine.get(1),
                    () -> Kernels.of(Device.cpu(), products, Tiny.vocabulary())))
        .distinct();
  }

  static Stream<Arguments> choices() {
    Stream<List<Object>> all =
        Stream.of(
                chosen(MatmulPrecision.FLOAT32)
                    .<List<Object>>map(k -> List.of(MatmulPrecision.FLOAT32, k)),
                chosen(MatmulPrecision.BFLOAT16)
                    .<List<Object>>map(k -> List.of(MatmulPrecision.BFLOAT16, k)),
                Stream.of(MatmulPrecision.values())
                    .<List<Object>>map(card -> List.of(card, kernels(false, false, card))),
                Stream.of(
                    List.<Object>of(
                        MatmulPrecision.BFLOAT16, kernels(false, false, MatmulPrecision.FLOAT32))))
            .flatMap(choices -> choices)
            .distinct();
    return all.flatMap(
        choice ->
            Stream.of(2, 4).map(shared -> Arguments.of(shared, choice.get(0), choice.get(1))));
  }

  @ParameterizedTest(name = "{0} heads of keys, {1}, {2}")
  @MethodSource("choices")
  @DisplayName("as the readable decoder")
  void gradients(int keyHeads, MatmulPrecision products, Kernels kernels) {
    LlamaConfig config = Tiny.config(4, keyHeads, true);
    Map<String, float[]> expected =
        DecodersTest.gradients(new LlamaDecoder(config, weights(config)), DecodersTest.rows());
    Map<String, float[]> actual =
        DecodersTest.gradients(
            new TorchScriptLlama(config, weights(config), products, kernels), DecodersTest.rows());
    expected.forEach((name, values) -> close(values, actual.get(name), bound(products), name));
  }

  @ParameterizedTest(name = "{0} heads of keys, {1}, {2}")
  @MethodSource("choices")
  @DisplayName("and draws tokens with the log-probabilities that the readable decoder finds")
  void tokens(int keyHeads, MatmulPrecision products, Kernels kernels) {
    SampledTokens drawn = drawn(decoder(keyHeads, products, kernels));
    List<TokenizedExample> texts =
        IntStream.range(0, FIRST.length)
            .mapToObj(
                row -> new TokenizedExample(new int[] {Tiny.BOS, FIRST[row]}, tokens(drawn, row)))
            .toList();
    LlamaConfig config = Tiny.config(4, keyHeads, true);
    Decoder readable = new LlamaDecoder(config, Tiny.weights(config, 32));
    float[] expected =
        PyTorch.scoped(() -> TokenLogProbs.of(readable, TokenBatch.of(texts)).sum().toFloatArray());
    for (int row = 0; row < FIRST.length; row++) {
      double actual = 0;
      for (int step = 0; step < texts.get(row).response().length; step++) {
        actual += drawn.logProb(step, row);
      }
      assertEquals(expected[row], actual, bound(products) * Math.abs(expected[row]), "row " + row);
    }
  }

  @ParameterizedTest(name = "{0} heads of keys")
  @ValueSource(ints = {2, 4})
  @DisplayName("in 32 bits they draw the same tokens")
  void same(int keyHeads) {
    List<long[]> drawn =
        Stream.of(
                Kernels.of(Device.cpu(), MatmulPrecision.FLOAT32, Tiny.vocabulary()).packs(), false)
            .map(packs -> kernels(packs, false, MatmulPrecision.FLOAT32))
            .map(k -> drawn(decoder(keyHeads, MatmulPrecision.FLOAT32, k)).tokens())
            .toList();
    assertArrayEquals(drawn.get(0), drawn.get(1));
  }

  @ParameterizedTest(name = "{0} heads of keys, {1}, {2}")
  @MethodSource("choices")
  @DisplayName("and draws the same for a prompt alone, which is multiplied in another way")
  void alone(int keyHeads, MatmulPrecision products, Kernels kernels) {
    TorchScriptLlama decoder = decoder(keyHeads, products, kernels);
    SampledTokens both = drawn(decoder);
    double bound = bound(products);
    for (int row = 0; row < FIRST.length; row++) {
      SampledTokens one = drawn(decoder, row);
      // In 16 bits another token may be drawn, and everything after it differs.
      int steps = products == MatmulPrecision.FLOAT32 ? one.steps() : 1;
      for (int step = 0; step < steps; step++) {
        assertEquals(both.token(step, row), one.token(step, 0), "row " + row);
        double expected = both.logProb(step, row);
        assertEquals(expected, one.logProb(step, 0), bound * Math.abs(expected), "row " + row);
      }
    }
  }

  private static SampledTokens drawn(TorchScriptLlama decoder) {
    return drawn(decoder, 0, 1);
  }

  /** Draws for some of the two prompts, always with the same random numbers for each. */
  private static SampledTokens drawn(TorchScriptLlama decoder, int... which) {
    double[][] all = {{0.1, 0.9}, {0.5, 0.3}, {0.7, 0.2}, {0.4, 0.6}};
    double[][] uniforms =
        Stream.of(all)
            .map(step -> IntStream.of(which).mapToDouble(row -> step[row]).toArray())
            .toArray(double[][]::new);
    int most = uniforms.length;
    try (KeyValueCache cache = decoder.cache(new int[which.length], 2 + most)) {
      return PyTorch.scoped(
          () -> {
            long[][] prompts =
                IntStream.of(which)
                    .mapToObj(row -> new long[] {Tiny.BOS, FIRST[row]})
                    .toArray(long[][]::new);
            decoder.read(decoder.weights().manager().create(prompts), cache);
            return decoder.draw(
                new SamplingParams(1, 0, 1),
                IntStream.range(0, which.length).toArray(),
                uniforms,
                IntStream.of(which).map(row -> most).toArray(),
                cache);
          });
    }
  }

  private static int[] tokens(SampledTokens drawn, int row) {
    return IntStream.range(0, drawn.steps())
        .map(step -> drawn.token(step, row))
        .takeWhile(token -> token >= 0)
        .toArray();
  }
}
