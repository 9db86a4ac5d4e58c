package org.attune.model;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.WithProperty;
import org.attune.engine.Fbgemm;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.attune.model.io.FamilyCases;
import org.attune.sample.GenerationConfig;
import org.attune.sample.Generator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected numbers are those of the readable decoder, which widens all weights to 32 bits. */
@DisplayName("Sampling from weights held in 16 bits")
final class HalfSamplingTest {
  private static final double EXACT = 2e-5;
  private static final int STEPS = 6;

  @TempDir private Path temporary;

  static Stream<Arguments> choices() {
    return Stream.of("llama-bf16", "llama-f16")
        .flatMap(
            name ->
                IntStream.of(1, 3)
                    .boxed()
                    .flatMap(
                        rows ->
                            Stream.of("fastest", "default")
                                .map(products -> Arguments.of(name, rows, products))));
  }

  private LanguageModel base(String name) throws IOException {
    LanguageModel base = FamilyCases.named(name).load(temporary.resolve("model"));
    Weights weights = base.decoder().weights();
    assertTrue(weights.form().areAllHalves(weights.arrays()));
    return base;
  }

  private static TorchScriptLlama fast(LanguageModel base) {
    return new TorchScriptLlama(base.config(), base.decoder().weights(), MatmulPrecision.FLOAT32);
  }

  private static SamplingDecoder fast(LanguageModel base, String products) {
    return WithProperty.of("attune.products", products, () -> fast(base));
  }

  private static Decoder readable(LanguageModel base) {
    return new LlamaDecoder(base.config(), base.decoder().weights());
  }

  @ParameterizedTest(name = "{0}, {1} sequences, {2} products")
  @MethodSource("choices")
  @DisplayName("draws tokens with the log-probabilities that the readable decoder finds")
  void draws(String name, int rows, String products) throws IOException {
    LanguageModel base = base(name);
    List<TokenizedExample> prompts =
        IntStream.range(0, rows)
            .mapToObj(row -> new TokenizedExample(new int[] {1, 3 + row}, new int[0]))
            .toList();
    SampledTokens drawn = drawn(fast(base, products), prompts);
    Decoder readable = readable(base);
    for (int row = 0; row < rows; row++) {
      int at = row;
      int[] ids =
          IntStream.range(0, drawn.steps())
              .map(step -> drawn.token(step, at))
              .takeWhile(token -> token >= 0)
              .toArray();
      assertTrue(ids.length > 0, "row " + row + " drew nothing");
      double actual =
          IntStream.range(0, ids.length).mapToDouble(step -> drawn.logProb(step, at)).sum();
      TokenizedExample text = new TokenizedExample(prompts.get(row).prompt(), ids);
      float expected =
          PyTorch.scoped(
              () -> TokenLogProbs.of(readable, TokenBatch.of(List.of(text))).sum().getFloat());
      assertEquals(expected, actual, EXACT * Math.abs(expected), "row " + row);
    }
  }

  private static SampledTokens drawn(SamplingDecoder decoder, List<TokenizedExample> prompts) {
    double[][] uniforms = new double[STEPS][prompts.size()];
    for (int step = 0; step < STEPS; step++) {
      for (int row = 0; row < prompts.size(); row++) {
        uniforms[step][row] = (0.1 + 0.37 * step + 0.21 * row) % 1;
      }
    }
    int[] left = IntStream.range(0, prompts.size()).map(row -> STEPS).toArray();
    try (KeyValueCache cache = decoder.cache(new int[prompts.size()], 2 + STEPS)) {
      return PyTorch.scoped(
          () -> {
            long[][] ids =
                prompts.stream()
                    .map(text -> IntStream.of(text.prompt()).asLongStream().toArray())
                    .toArray(long[][]::new);
            decoder.read(decoder.weights().manager().create(ids), cache);
            return decoder.draw(
                new SamplingParams(1, 0, 1),
                IntStream.range(0, left.length).toArray(),
                uniforms,
                left,
                cache);
          });
    }
  }

  @ParameterizedTest(name = "{0}, {1} sequences, {2} products")
  @MethodSource("choices")
  @DisplayName("reads single tokens as the readable decoder does")
  void reads(String name, int rows, String products) throws IOException {
    LanguageModel base = base(name);
    close(states(readable(base), rows), states(fast(base, products), rows), EXACT, name);
  }

  private static float[] states(Decoder decoder, int rows) {
    try (KeyValueCache cache = decoder.cache(new int[rows], 4)) {
      return PyTorch.scoped(
          () -> {
            var manager = decoder.weights().manager();
            long[][] prompts = new long[rows][];
            long[][] next = new long[rows][];
            for (int row = 0; row < rows; row++) {
              prompts[row] = new long[] {1, 5 + row};
              next[row] = new long[] {7 + row};
            }
            decoder.next(manager.create(prompts), cache);
            return decoder.next(manager.create(next), cache).toFloatArray();
          });
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  @DisplayName("goes on with the same packed weights in a second batch")
  void again(String name) throws IOException {
    LanguageModel base = base(name);
    Generator generator = Generator.of(fast(base), 2);
    List<int[]> prompts = List.of(new int[] {1, 3}, new int[] {1, 5});
    GenerationConfig decoding = GenerationConfig.temperature(1).maxTokens(STEPS);
    List<int[]> first = generator.generate(prompts, decoding, 4);
    List<int[]> second = generator.generate(prompts, decoding, 4);
    for (int row = 0; row < prompts.size(); row++) {
      assertArrayEquals(first.get(row), second.get(row));
    }
  }

  static Stream<String> names() {
    return Stream.of("llama-bf16", "llama-f16");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  @DisplayName("leaves out 16-bit products where a machine has none")
  void elsewhere(String name) throws IOException {
    Weights weights = base(name).decoder().weights();
    Kernels kernels = Kernels.of(weights.device(), MatmulPrecision.FLOAT32, 32);
    for (String machine : List.of("aarch64", System.getProperty("os.arch"))) {
      boolean found =
          WithProperty.of(
              "os.arch",
              machine,
              () -> PackedWeights.inHalves(weights, MatmulPrecision.FLOAT32, kernels));
      boolean could = Fbgemm.isFastest(weights.device()) && kernels.packs();
      assertEquals(could && !machine.equals("aarch64"), found, machine);
    }
    assertFalse(PackedWeights.inHalves(weights, MatmulPrecision.BFLOAT16, kernels));
  }
}
