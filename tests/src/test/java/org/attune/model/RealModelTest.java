package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.attune.GoldenSuite;
import org.attune.engine.PyTorch;
import org.attune.sample.GenerationConfig;
import org.attune.sample.Generator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A small trained model from elsewhere")
final class RealModelTest {
  private static final String OWN = "sentences";
  private static final String SHARED = "stories260K";

  @ParameterizedTest
  @ValueSource(strings = {OWN, SHARED})
  @DisplayName("its logits are those of another program in 64 bits, to 1e-4")
  void logits(String name) throws IOException {
    ReferenceModel real = ReferenceModel.named(name);
    Decoder fast = real.load().decoder();
    for (Decoder decoder : List.of(fast, new LlamaDecoder(fast.config(), fast.weights()))) {
      var expected = real.known().getAsJsonObject("logits_after_ids_0_to_p");
      assertEquals(3, expected.size());
      for (String key : expected.keySet()) {
        int position = Integer.parseInt(key);
        double[] wanted = GoldenSuite.numbers(expected.get(key));
        float[] actual = logitsAfter(decoder, Arrays.copyOf(real.greedy(), position + 1));
        for (int v = 0; v < wanted.length; v++) {
          assertEquals(wanted[v], actual[v], 1e-4, "position " + key + " token " + v);
        }
      }
    }
  }

  private static float[] logitsAfter(Decoder decoder, int[] ids) {
    return PyTorch.scoped(
        () -> {
          long[] wide = Arrays.stream(ids).asLongStream().toArray();
          NDArray input = decoder.weights().manager().create(wide, new Shape(1, ids.length));
          NDArray hidden = decoder.hidden(input).reshape(-1, decoder.config().width());
          return decoder.logits(hidden.get((ids.length - 1) + ":" + ids.length)).toFloatArray();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {OWN, SHARED})
  @DisplayName("greedy decoding gives exactly the known tokens and their text")
  void greedy(String name) throws IOException {
    ReferenceModel real = ReferenceModel.named(name);
    int[] expected = real.greedy();
    LanguageModel model = real.load();
    int[] story =
        new Generator(model.decoder(), 8)
            .generate(
                List.of(new int[] {model.config().bos()}),
                GenerationConfig.greedy().maxTokens(expected.length - 1),
                0)
            .get(0);
    assertArrayEquals(Arrays.copyOfRange(expected, 1, expected.length), story);
    assertEquals(real.text(), model.tokenizer().decode(story).strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {OWN, SHARED})
  @DisplayName("its tokenizer goes from the text to the ids and back")
  void tokenizer(String name) throws IOException {
    ReferenceModel real = ReferenceModel.named(name);
    int[] ids = real.greedy();
    Tokenizer tokenizer = real.load().tokenizer();
    assertArrayEquals(
        Arrays.copyOfRange(ids, 1, ids.length), tokenizer.encodeResponse(real.text()));
    assertEquals(real.text(), tokenizer.decode(ids).strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {OWN, SHARED})
  @DisplayName("a response is set off by one space, whether or not it brings one")
  void responses(String name) throws IOException {
    Tokenizer tokenizer = ReferenceModel.named(name).load().tokenizer();
    assertArrayEquals(tokenizer.encodeResponse("Once"), tokenizer.encodeResponse(" Once "));
    assertEquals("Once", tokenizer.decode(tokenizer.encodeResponse("Once")).strip());
  }
}
