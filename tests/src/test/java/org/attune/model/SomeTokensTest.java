package org.attune.model;

import static org.attune.Close.close;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.PyTorch;
import org.junit.jupiter.api.DisplayName;
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

  private static int[] ids(int count) {
    return IntStream.range(0, count).map(i -> 3 + (i * 7 + 5) % 28).toArray();
  }

  static Stream<Arguments> choices() {
    return Stream.of(2, 4)
        .flatMap(heads -> IntStream.of(1, 5, 33).mapToObj(places -> Arguments.of(heads, places)));
  }

  private static long[] places(int count, int total) {
    return IntStream.range(0, count).mapToLong(i -> (i * 11L + 3) % total).toArray();
  }

  @ParameterizedTest(name = "{0} heads of keys, {1} tokens")
  @MethodSource("choices")
  @DisplayName("are those among all tokens, packed or padded")
  void same(int keyHeads, int count) {
    LlamaConfig config = Tiny.config(4, keyHeads, true);
    Weights weights = Weights.random(WeightShapes.of(config), 0.15, 8, Device.cpu());
    Decoder decoder = new TorchScriptLlama(config, weights, MatmulPrecision.FLOAT32);
    PackedTexts packed = new PackedTexts(TEXTS, 1, true);
    PaddedTexts padded = new PaddedTexts(TEXTS, 1);
    PyTorch.scoped(
        () -> {
          NDArray some = weights.manager().create(places(count, packed.tokens()));
          float[] expected = PyTorch.rows(some, decoder.packed(packed)).toFloatArray();
          close(expected, decoder.packed(packed, some).toFloatArray(), EXACT, "packed");
          NDArray others = weights.manager().create(places(count, padded.places()));
          float[] each = PyTorch.rows(others, decoder.padded(padded)).toFloatArray();
          close(each, decoder.padded(padded, others).toFloatArray(), EXACT, "padded");
          return 0;
        });
  }
}
