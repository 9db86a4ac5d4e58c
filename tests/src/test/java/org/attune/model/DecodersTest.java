package org.attune.model;

import static org.attune.Close.close;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.engine.HostTensor;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tolerances are parts of the largest number compared: 2e-5 between two ways of computing in 32
 * bits; 5e-2 for bfloat16, which keeps 8 bits of each product's factors.
 */
@DisplayName("The scripted decoder equals the readable one")
final class DecodersTest {
  private static final double EXACT = 2e-5;
  private static final double COARSE = 5e-2;

  /** Heads that are together wider than the model, positions that turn fast, another epsilon. */
  private static final LlamaConfig UNUSUAL =
      new LlamaConfig(
          Tiny.vocabulary(), 16, 40, 3, 4, 2, 6, 48, 1e-3, 50, false, Tiny.BOS, Tiny.EOS);

  private static final int[][] IDS = {
    {1, 3, 11, 14, 4, 12, 30, 2}, {1, 5, 5, 9, 27, 4, 20, 21}, {1, 31, 10, 29, 28, 13, 4, 2}
  };

  static Stream<Arguments> shapes() {
    return Stream.concat(grouped(), Stream.of(Arguments.of(UNUSUAL, 2, false)));
  }

  private static Stream<Arguments> grouped() {
    return Stream.of(1, 2, 4)
        .flatMap(
            group ->
                Stream.of(true, false)
                    .filter(tied -> group == 2 || tied == (group == 4))
                    .map(tied -> Arguments.of(Tiny.config(4, 4 / group, tied), group, tied)));
  }

  private static NDArray ids(NDManager manager) {
    long[] flat = Stream.of(IDS).flatMapToInt(java.util.Arrays::stream).asLongStream().toArray();
    return manager.create(flat, new Shape(IDS.length, IDS[0].length));
  }

  static float[] hidden(Decoder decoder) {
    return PyTorch.scoped(() -> decoder.hidden(ids(decoder.weights().manager())).toFloatArray());
  }

  static float[] logits(Decoder decoder) {
    return PyTorch.scoped(
        () -> {
          NDArray hidden = decoder.hidden(ids(decoder.weights().manager()));
          return decoder.logits(hidden.reshape(-1, decoder.config().width())).toFloatArray();
        });
  }

  /** Feeds a few tokens at once, then one at a time; returns the hidden states of all calls. */
  private static float[][] stepped(Decoder decoder, int first) {
    int time = IDS[0].length;
    float[][] states = new float[time - first + 1][];
    int[] padding = new int[IDS.length];
    try (KeyValueCache cache = decoder.cache(padding, time)) {
      for (int call = 0; call < states.length; call++) {
        int from = call == 0 ? 0 : first + call - 1;
        int to = first + call;
        states[call] =
            PyTorch.scoped(
                () -> {
                  NDArray all = ids(decoder.weights().manager());
                  NDArray part = all.get(":, " + from + ":" + to);
                  return decoder.next(part, cache).toFloatArray();
                });
      }
    }
    return states;
  }

  /** Returns the mean loss of all responses' tokens and the gradient of each weight. */
  static Map<String, float[]> gradients(Decoder decoder, List<TokenizedExample> rows) {
    Weights weights = decoder.trainable().requireGradients(true);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    float loss =
        PyTorch.backward(
            () -> TokenLogProbs.of(decoder, TokenBatch.of(rows)).sum().neg().mean(),
            NDArray::getFloat);
    gradients.put("loss", new float[] {loss});
    PyTorch.scoped(
        () -> {
          weights.forEach((name, array) -> gradients.put(name, array.getGradient().toFloatArray()));
          return loss;
        });
    weights.requireGradients(false);
    return gradients;
  }

  static List<TokenizedExample> rows() {
    return List.of(
        new TokenizedExample(new int[] {1, 3, 12, 4}, new int[] {11, 14, 2}),
        new TokenizedExample(new int[] {1, 3, 30, 29, 15, 4}, new int[] {27, 13, 13, 20, 21, 2}),
        new TokenizedExample(new int[] {1}, new int[] {9}));
  }

  @ParameterizedTest(name = "group {1}, tied {2}, {0}")
  @MethodSource("shapes")
  @DisplayName("in hidden states and logits")
  void forward(LlamaConfig config, int group, boolean tied) {
    Decoder readable = new LlamaDecoder(config, Tiny.weights(config, 5));
    Decoder fast = new TorchScriptLlama(config, Tiny.weights(config, 5), MatmulPrecision.FLOAT32);
    close(hidden(readable), hidden(fast), EXACT, "hidden");
    close(logits(readable), logits(fast), EXACT, "logits");
  }

  @ParameterizedTest(name = "group {1}, tied {2}, {0}")
  @MethodSource("shapes")
  @DisplayName("with a cache, however the tokens are cut, and both equal reading at once")
  void cached(LlamaConfig config, int group, boolean tied) {
    Decoder readable = new LlamaDecoder(config, Tiny.weights(config, 6));
    Decoder fast = new TorchScriptLlama(config, Tiny.weights(config, 6), MatmulPrecision.FLOAT32);
    float[] whole = hidden(readable);
    int time = IDS[0].length;
    for (int first : new int[] {1, 5}) {
      float[][] slow = stepped(readable, first);
      float[][] quick = stepped(fast, first);
      for (int call = 0; call < slow.length; call++) {
        close(slow[call], quick[call], EXACT, "call " + call);
        float[] expected = new float[IDS.length * config.width()];
        for (int row = 0; row < IDS.length; row++) {
          int from = (row * time + first + call - 1) * config.width();
          System.arraycopy(whole, from, expected, row * config.width(), config.width());
        }
        close(expected, quick[call], EXACT, "reading at once, call " + call);
      }
    }
  }

  @ParameterizedTest(name = "group {1}, tied {2}, {0}")
  @MethodSource("shapes")
  @DisplayName("in the gradients of all weights")
  void backward(LlamaConfig config, int group, boolean tied) {
    Map<String, float[]> readable =
        gradients(new LlamaDecoder(config, Tiny.weights(config, 7)), rows());
    Map<String, float[]> fast =
        gradients(
            new TorchScriptLlama(config, Tiny.weights(config, 7), MatmulPrecision.FLOAT32), rows());
    assertEquals(readable.keySet(), fast.keySet());
    readable.forEach((name, gradient) -> close(gradient, fast.get(name), EXACT, name));
  }

  @ParameterizedTest(name = "group {1}, tied {2}, {0}")
  @MethodSource("shapes")
  @DisplayName("coarsely with products in bfloat16, and not by being the same")
  void brain(LlamaConfig config, int group, boolean tied) {
    Weights weights = Weights.random(WeightShapes.of(config), 0.15, 8, Device.cpu());
    Decoder readable = new LlamaDecoder(config, weights);
    Decoder coarse =
        new TorchScriptLlama(config, weights.copy(Device.cpu()), MatmulPrecision.BFLOAT16);
    float[] exact = hidden(readable);
    float[] rounded = hidden(coarse);
    close(exact, rounded, COARSE, "hidden");
    assertTrue(!java.util.Arrays.equals(exact, rounded), "bfloat16 must round something");
    Map<String, float[]> gradients = gradients(readable, rows());
    Map<String, float[]> roundedGradients = gradients(coarse, rows());
    gradients.forEach(
        (name, gradient) -> close(gradient, roundedGradients.get(name), COARSE, name));
  }

  @Test
  @DisplayName("and the readable one's gradients equal finite differences of its loss")
  void differences() {
    LlamaConfig config = Tiny.config(4, 2, false);
    Weights weights = Tiny.weights(config, 9);
    Decoder decoder = new LlamaDecoder(config, weights);
    Map<String, float[]> gradients = gradients(decoder, rows());
    int compared = 0;
    for (String name : gradients.keySet()) {
      if (!decoder.weights().has(name) || name.contains("layers.1")) {
        continue;
      }
      compared++;
      float[] gradient = gradients.get(name);
      int steepest = 0;
      for (int i = 1; i < gradient.length; i++) {
        steepest = Math.abs(gradient[i]) > Math.abs(gradient[steepest]) ? i : steepest;
      }
      double step = 4e-3;
      double up = lossMoved(decoder, name, steepest, (float) step);
      double down = lossMoved(decoder, name, steepest, (float) -step);
      assertEquals(
          (up - down) / (2 * step),
          gradient[steepest],
          0.02 * Math.abs(gradient[steepest]) + 2e-3,
          name);
    }
    assertEquals(12, compared);
  }

  private static double lossMoved(Decoder decoder, String name, int index, float by) {
    Map<String, HostTensor> original = decoder.weights().tensors();
    Map<String, HostTensor> moved = decoder.weights().tensors();
    moved.get(name).values()[index] += by;
    decoder.weights().set(moved);
    double loss =
        PyTorch.scoped(
            () -> {
              float[] sums = TokenLogProbs.of(decoder, TokenBatch.of(rows())).sum().toFloatArray();
              return -(sums[0] + (double) sums[1] + sums[2]) / 3;
            });
    decoder.weights().set(original);
    return loss;
  }
}
