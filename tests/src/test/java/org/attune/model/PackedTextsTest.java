package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.engine.HostTensor;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.attune.model.io.FamilyCases;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tolerances are parts of the largest number compared, as in {@link DecodersTest}. */
@DisplayName("Texts packed into one row, with each prompt read once,")
final class PackedTextsTest {
  private static final double EXACT = 1e-5;
  private static final double COARSE = 5e-2;
  private static final int[] PROMPT = {1, 3, 30, 29, 15, 4, 11, 9, 8, 21, 14};

  @TempDir private Path temporary;

  /** Pairs, a single text, an empty response, and one token, in an order that mixes them. */
  private static final List<TokenizedExample> ROWS =
      List.of(
          new TokenizedExample(PROMPT, new int[] {27, 13, 13, 20, 21, 2}),
          new TokenizedExample(new int[] {1, 3, 12, 4}, new int[] {11, 14, 2}),
          new TokenizedExample(PROMPT.clone(), new int[] {5, 2}),
          new TokenizedExample(PROMPT.clone(), ids(19)),
          new TokenizedExample(new int[] {1}, new int[] {9}),
          new TokenizedExample(new int[] {1, 3, 12, 4}, new int[] {2}),
          new TokenizedExample(new int[] {1, 7, 12, 4}, ids(23)));

  private static int[] ids(int count) {
    return IntStream.range(0, count).map(i -> 3 + (i * 7 + 5) % 28).toArray();
  }

  private static TextLayout shared(List<TokenizedExample> texts, int dropped) {
    return new TextLayout.Packed(new PackedTexts(texts, dropped, true));
  }

  private static TextLayout unshared(List<TokenizedExample> texts, int dropped) {
    return new TextLayout.Packed(new PackedTexts(texts, dropped, false));
  }

  private static final Map<String, TextLayout.Choice> LAYOUTS =
      Map.of("shared", PackedTextsTest::shared, "unshared", PackedTextsTest::unshared);

  /** Returns the scores, the ends' states, a loss of both, and its gradients. */
  private static Map<String, float[]> all(Decoder decoder, TextLayout.Choice choice) {
    Map<String, float[]> found = new LinkedHashMap<>();
    Weights weights = decoder.weights().requireGradients(true);
    TokenBatch batch = new TokenBatch(ROWS, choice);
    PyTorch.backward(
        () -> {
          TokenLogProbs scores = TokenLogProbs.of(decoder, batch);
          NDArray ends = batch.ends(decoder);
          found.put("scores", scores.values().toFloatArray());
          found.put("ends", ends.toFloatArray());
          return scores.sum().square().mean().add(ends.square().sum());
        },
        loss -> found.put("loss", loss.toFloatArray()));
    PyTorch.scoped(
        () -> {
          weights.forEach(
              (name, array) -> {
                found.put(name, array.getGradient().toFloatArray());
                array.getGradient().subi(array.getGradient()); // the next loss adds to it
              });
          return found;
        });
    weights.requireGradients(false);
    return found;
  }

  /** Of some weights, as a bias of keys, the gradient is zero but for rounding. */
  private static void same(
      Map<String, float[]> expected, Map<String, float[]> actual, double part, String what) {
    assertEquals(expected.keySet(), actual.keySet());
    double floor =
        0.01 * expected.values().stream().mapToDouble(PackedTextsTest::most).max().orElse(0);
    expected.forEach(
        (name, values) -> {
          float tolerance = (float) (part * Math.max(floor, most(values)));
          assertArrayEquals(values, actual.get(name), tolerance, what + ", " + name);
        });
  }

  private static double most(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).max().orElse(0);
  }

  static Stream<FamilyCases.Case> families() {
    return FamilyCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  @DisplayName("score and learn as each text alone, in every family and both decoders")
  void families(FamilyCases.Case known) throws IOException {
    Decoder fast = known.load(temporary.resolve("model")).copy().decoder();
    Decoder readable = new LlamaDecoder(fast.config(), fast.weights().copy(Device.cpu()));
    Map<String, float[]> expected = all(readable, TextLayout.Padded::new);
    for (Decoder decoder : List.of(readable, fast)) {
      LAYOUTS.forEach(
          (name, layout) ->
              same(expected, all(decoder, layout), EXACT, decoder.getClass() + ", " + name));
    }
  }

  static Stream<Arguments> kernels() {
    return KernelsTest.choices();
  }

  @ParameterizedTest(name = "{0} heads of keys, {1}, {2}")
  @MethodSource("kernels")
  @DisplayName("also with every choice of native routines")
  void routines(int keyHeads, MatmulPrecision products, Kernels kernels) {
    LlamaConfig config = Tiny.config(4, keyHeads, true);
    Weights weights = Weights.random(WeightShapes.of(config), 0.15, 8, Device.cpu());
    Map<String, float[]> expected =
        all(new LlamaDecoder(config, weights.copy(Device.cpu())), TextLayout.Padded::new);
    Decoder decoder = new TorchScriptLlama(config, weights, products, kernels);
    double part = products == MatmulPrecision.FLOAT32 ? EXACT : COARSE;
    LAYOUTS.forEach((name, layout) -> same(expected, all(decoder, layout), part, name));
  }

  @Test
  @DisplayName("have gradients that equal finite differences of their loss")
  void differences() {
    LlamaConfig config = Tiny.config(4, 2, false);
    Decoder decoder =
        new TorchScriptLlama(config, Tiny.weights(config, 9), MatmulPrecision.FLOAT32);
    Map<String, float[]> gradients = all(decoder, PackedTextsTest::shared);
    for (String name : decoder.weights().tensors().keySet()) {
      float[] gradient = gradients.get(name);
      int steepest = 0;
      for (int i = 1; i < gradient.length; i++) {
        steepest = Math.abs(gradient[i]) > Math.abs(gradient[steepest]) ? i : steepest;
      }
      float step = 4e-3f;
      double slope =
          (moved(decoder, name, steepest, step) - moved(decoder, name, steepest, -step))
              / (2 * step);
      assertEquals(slope, gradient[steepest], 0.02 * Math.abs(gradient[steepest]) + 2e-3, name);
    }
  }

  private static double moved(Decoder decoder, String name, int index, float by) {
    Map<String, HostTensor> original = decoder.weights().tensors();
    Map<String, HostTensor> moved = decoder.weights().tensors();
    moved.get(name).values()[index] += by;
    decoder.weights().set(moved);
    double loss = all(decoder, PackedTextsTest::shared).get("loss")[0];
    decoder.weights().set(original);
    return loss;
  }

  @Test
  @DisplayName("contain a shared prompt once, and are chosen where that saves a tenth")
  void choice() {
    List<TokenizedExample> pair =
        List.of(new TokenizedExample(ids(40), ids(9)), new TokenizedExample(ids(40), ids(3)));
    assertEquals(40 + 8 + 2, new PackedTexts(pair, 1, true).tokens());
    assertEquals(2 * 40 + 8 + 2, new PackedTexts(pair, 1, false).tokens());
    assertTrue(TextLayout.fastest(pair, 1) instanceof TextLayout.Packed);
    List<TokenizedExample> equal =
        List.of(
            new TokenizedExample(new int[] {1}, ids(16)),
            new TokenizedExample(new int[] {1}, ids(16)));
    assertTrue(TextLayout.fastest(equal, 1) instanceof TextLayout.Padded);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("checkpointed")
  @DisplayName("and padded ones have the same gradients if layers are computed again")
  void checkpoints(FamilyCases.Case known) throws IOException {
    Decoder decoder = known.load(temporary.resolve("model")).copy().decoder();
    for (TextLayout.Choice layout :
        List.<TextLayout.Choice>of(TextLayout.Padded::new, LAYOUTS.get("shared"))) {
      same(all(decoder, layout), all(decoder.checkpointing(), layout), EXACT, "again");
    }
  }

  static Stream<FamilyCases.Case> checkpointed() {
    return FamilyCases.plain();
  }

  @Test
  @DisplayName("are read text by text by a decoder that cannot pack")
  void apart() {
    LlamaConfig config = Tiny.config(4, 2, true);
    Decoder plain = new WrappedDecoder(new LlamaDecoder(config, Tiny.weights(config, 9)));
    same(all(plain, TextLayout.Padded::new), all(plain, PackedTextsTest::shared), EXACT, "apart");
  }
}
