package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.attune.model.io.FamilyCases;
import org.attune.sample.GenerationConfig;
import org.attune.sample.Generator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A model of each family")
final class FamiliesTest {
  private static final double EXACT = 1e-4;
  private static final double PART = 5e-5;
  private static final double COARSE = 0.1;
  private static final int[] IDS = FamilyCases.ids();

  /** The second row of a batch has so many positions of padding in front. */
  private static final int PADDING = 3;

  /** Every model, read from its folder once; only copies of them learn. */
  private static final Map<String, LanguageModel> MODELS = new HashMap<>();

  @TempDir private Path temporary;

  @AfterAll
  static void forget() {
    MODELS.clear();
  }

  private LanguageModel model(FamilyCases.Case known) throws IOException {
    LanguageModel model = MODELS.get(known.name());
    if (model == null) {
      model = known.load(temporary.resolve("model"));
      MODELS.put(known.name(), model);
    }
    return model;
  }

  static Stream<FamilyCases.Case> all() {
    return FamilyCases.all();
  }

  static Stream<FamilyCases.Case> plain() {
    return FamilyCases.plain();
  }

  /** The plain ones, and those that attend in another way. */
  static Stream<FamilyCases.Case> rounded() {
    return Stream.concat(
        FamilyCases.plain(),
        Stream.of("mistral-window-8", "gemma2-caps", "phi3-partial").map(FamilyCases::named));
  }

  private static Decoder readable(Decoder fast) {
    return new LlamaDecoder(fast.config(), fast.weights());
  }

  @Test
  @DisplayName("is known in more than forty shapes")
  void many() {
    assertTrue(FamilyCases.all().count() >= 50);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  @DisplayName("gives each token the log-probability that transformers gives it, to 1e-4")
  void logProbs(FamilyCases.Case known) throws IOException {
    Decoder fast = model(known).decoder();
    for (Decoder decoder : List.of(fast, readable(fast))) {
      float[] actual =
          PyTorch.scoped(
              () ->
                  TokenLogProbs.of(decoder, TokenBatch.of(List.of(text(IDS.length))))
                      .values()
                      .toFloatArray());
      double[] expected = known.logProbs();
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], actual[i], EXACT, decoder.getClass() + ", token " + (i + 1));
      }
    }
  }

  private static TokenizedExample text(int length) {
    return new TokenizedExample(Arrays.copyOf(IDS, 1), Arrays.copyOfRange(IDS, 1, length));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  @DisplayName("reads the same with a cache, token by token, padded in front or not")
  void cached(FamilyCases.Case known) throws IOException {
    Decoder fast = model(known).decoder();
    double[] expected = known.logProbs();
    for (Decoder decoder : List.of(fast, readable(fast))) {
      try (KeyValueCache cache = decoder.cache(new int[] {0, PADDING}, IDS.length)) {
        for (int end = 9; end < IDS.length; end++) {
          int from = end == 9 ? 0 : end - 1;
          float[] logProbs = next(decoder, cache, from, end);
          String what = decoder.getClass() + " at " + end;
          assertEquals(expected[end - 1], logProbs[0], EXACT, what);
          assertEquals(expected[end - 1 - PADDING], logProbs[1], EXACT, what + ", padded");
        }
      }
    }
  }

  /** Returns log π of the token after some columns, of a row and of the same one set off. */
  private static float[] next(Decoder decoder, KeyValueCache cache, int from, int end) {
    long[] columns = new long[2 * (end - from)];
    for (int i = from; i < end; i++) {
      columns[i - from] = IDS[i];
      columns[end - from + i - from] = i < PADDING ? 0 : IDS[i - PADDING];
    }
    return PyTorch.scoped(
        () -> {
          var manager = decoder.weights().manager();
          NDArray hidden = decoder.next(manager.create(columns, new Shape(2, end - from)), cache);
          NDArray targets = manager.create(new long[] {IDS[end], IDS[end - PADDING]});
          return decoder.logProbs(hidden, targets.reshape(2, 1)).toFloatArray();
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  @DisplayName("learns in both decoders by the same gradients")
  void gradients(FamilyCases.Case known) throws IOException {
    Decoder fast = model(known).copy().decoder();
    Map<String, float[]> expected = DecodersTest.gradients(readable(fast), rows());
    Decoder other =
        new TorchScriptLlama(
            fast.config(), fast.weights().copy(Device.cpu()), MatmulPrecision.FLOAT32);
    Map<String, float[]> actual = DecodersTest.gradients(other, rows());
    assertEquals(expected.keySet(), actual.keySet());
    // Of some weights, as a bias of keys, the gradient is zero but for rounding.
    double floor =
        PART * 0.01 * expected.values().stream().mapToDouble(this::largest).max().orElse(0);
    expected.forEach(
        (name, gradient) ->
            assertArrayEquals(
                gradient,
                actual.get(name),
                (float) Math.max(floor, PART * largest(gradient)),
                name));
  }

  private double largest(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).max().orElse(0);
  }

  private static List<TokenizedExample> rows() {
    return List.of(
        text(IDS.length), text(7), new TokenizedExample(new int[] {5, 9, 30}, new int[] {8, 2}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  @DisplayName("draws tokens with the log-probabilities that the readable decoder finds")
  void draws(FamilyCases.Case known) throws IOException {
    LanguageModel model = model(known);
    LlamaConfig config = model.config();
    Weights weights = model.decoder().weights();
    Kernels here = Kernels.of(Device.cpu(), MatmulPrecision.FLOAT32, config.vocabulary());
    Kernels elsewhere =
        new Kernels(false, false, false, MatmulPrecision.FLOAT32, Long.MAX_VALUE, 128);
    for (Kernels kernels : List.of(here, elsewhere)) {
      TorchScriptLlama fast =
          new TorchScriptLlama(config, weights, MatmulPrecision.FLOAT32, kernels);
      double[] drawn = drawn(fast);
      assertEquals(drawn[0], drawn[1], 2e-5 * Math.abs(drawn[0]) + 2e-5, kernels.toString());
    }
  }

  /** Draws after a few tokens; returns the sum of log-probabilities twice, as read and as drawn. */
  private static double[] drawn(TorchScriptLlama decoder) {
    int most = 12;
    double[][] uniforms = new double[most][];
    Arrays.setAll(uniforms, step -> new double[] {(step * 0.37 + 0.2) % 1});
    int[] prompt = Arrays.copyOf(IDS, 6);
    long[] wide = Arrays.stream(prompt).asLongStream().toArray();
    try (KeyValueCache cache = decoder.cache(new int[] {0}, prompt.length + most)) {
      return PyTorch.scoped(
          () -> {
            NDArray ids = decoder.weights().manager().create(wide, new Shape(1, wide.length));
            decoder.read(ids, cache);
            SampledTokens drawn =
                decoder.draw(
                    new SamplingParams(1, 0, 1), new int[] {0}, uniforms, new int[] {most}, cache);
            int[] response =
                IntStream.range(0, drawn.steps())
                    .map(step -> drawn.token(step, 0))
                    .takeWhile(token -> token >= 0)
                    .toArray();
            double sum =
                IntStream.range(0, response.length).mapToDouble(i -> drawn.logProb(i, 0)).sum();
            TokenBatch batch = TokenBatch.of(List.of(new TokenizedExample(prompt, response)));
            return new double[] {
              TokenLogProbs.of(readable(decoder), batch).sum().toFloatArray()[0], sum
            };
          });
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plain")
  @DisplayName("answers greedily as the readable decoder does")
  void greedy(FamilyCases.Case known) throws IOException {
    Decoder fast = model(known).decoder();
    List<int[]> prompts = List.of(new int[] {1, 3, 11}, new int[] {1, 8, 14, 12, 9, 4});
    GenerationConfig most = GenerationConfig.greedy().maxTokens(14);
    List<int[]> expected = new Generator(readable(fast), 4).generate(prompts, most, 0);
    List<int[]> actual = new Generator(fast, 4).generate(prompts, most, 0);
    for (int row = 0; row < prompts.size(); row++) {
      assertEquals(Arrays.toString(expected.get(row)), Arrays.toString(actual.get(row)));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rounded")
  @DisplayName("is read coarsely with products in bfloat16, by each way of attending")
  void brain(FamilyCases.Case known) throws IOException {
    Decoder fast = model(known).decoder();
    float[] exact = hidden(fast);
    for (boolean held : new boolean[] {true, false}) {
      MatmulPrecision attention = held ? MatmulPrecision.FLOAT32 : MatmulPrecision.BFLOAT16;
      Kernels kernels = new Kernels(false, false, held, attention, Long.MAX_VALUE, 128);
      float[] coarse =
          hidden(
              new TorchScriptLlama(
                  fast.config(), fast.weights(), MatmulPrecision.BFLOAT16, kernels));
      double difference = 0;
      double size = 0;
      for (int i = 0; i < exact.length; i++) {
        difference += Math.pow(exact[i] - coarse[i], 2);
        size += Math.pow(exact[i], 2);
      }
      assertTrue(difference > 0, "bfloat16 must round something");
      assertTrue(Math.sqrt(difference / size) < COARSE, Math.sqrt(difference / size) + "");
    }
  }

  private static float[] hidden(Decoder decoder) {
    long[] wide = Arrays.stream(IDS).asLongStream().toArray();
    return PyTorch.scoped(
        () ->
            decoder
                .hidden(decoder.weights().manager().create(wide, new Shape(1, wide.length)))
                .toFloatArray());
  }
}
