package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.attune.GoldenSuite;
import org.attune.SharedData;
import org.attune.engine.PyTorch;
import org.attune.model.io.HuggingFaceFolder;
import org.attune.sample.GenerationConfig;
import org.attune.sample.Generator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A small trained model from elsewhere")
final class RealModelTest {
  private static Path folder() {
    return SharedData.require("tiny_model/stories260K-hf");
  }

  private static LanguageModel model() {
    return HuggingFaceFolder.load(folder(), Device.cpu());
  }

  private static JsonObject golden() throws IOException {
    Path file = SharedData.require("tiny_model/stories260K/golden.json");
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static int[] goldenIds() throws IOException {
    return Arrays.stream(GoldenSuite.numbers(golden().get("greedy_ids")))
        .mapToInt(id -> (int) id)
        .toArray();
  }

  @Nested
  @DisplayName("says what it should")
  final class Says {
    @Test
    @DisplayName("its logits are those of another program in 64 bits, to 1e-4")
    void logits() throws IOException {
      int[] ids = goldenIds();
      Decoder fast = model().decoder();
      for (Decoder decoder : List.of(fast, new LlamaDecoder(fast.config(), fast.weights()))) {
        var expected = golden().getAsJsonObject("logits_after_ids_0_to_p");
        assertEquals(3, expected.size());
        for (String key : expected.keySet()) {
          int position = Integer.parseInt(key);
          double[] wanted = GoldenSuite.numbers(expected.get(key));
          float[] actual = logitsAfter(decoder, Arrays.copyOf(ids, position + 1));
          for (int v = 0; v < wanted.length; v++) {
            assertEquals(wanted[v], actual[v], 1e-4, "position " + key + " token " + v);
          }
        }
      }
    }

    private float[] logitsAfter(Decoder decoder, int[] ids) {
      return PyTorch.scoped(
          () -> {
            long[] wide = Arrays.stream(ids).asLongStream().toArray();
            NDArray input = decoder.weights().manager().create(wide, new Shape(1, ids.length));
            NDArray hidden = decoder.hidden(input).reshape(-1, decoder.config().width());
            return decoder.logits(hidden.get((ids.length - 1) + ":" + ids.length)).toFloatArray();
          });
    }

    @Test
    @DisplayName("greedy decoding gives exactly the known hundred tokens and their text")
    void greedy() throws IOException {
      int[] expected = goldenIds();
      LanguageModel model = model();
      int[] story =
          new Generator(model.decoder(), 8)
              .generate(
                  List.of(new int[] {model.config().bos()}),
                  GenerationConfig.greedy().maxTokens(expected.length - 1),
                  0)
              .get(0);
      assertArrayEquals(Arrays.copyOfRange(expected, 1, expected.length), story);
      String text = golden().get("greedy_text").getAsString();
      assertEquals(text, model.tokenizer().decode(story).strip());
    }

    @Test
    @DisplayName("its tokenizer goes from the text to the ids and back")
    void tokenizer() throws IOException {
      int[] ids = goldenIds();
      Tokenizer tokenizer = model().tokenizer();
      String text = golden().get("greedy_text").getAsString();
      assertArrayEquals(Arrays.copyOfRange(ids, 1, ids.length), tokenizer.encode(text));
      assertEquals(text, tokenizer.decode(ids).strip());
    }

    @Test
    @DisplayName("a response is set off by one space, whether or not it brings one")
    void responses() {
      Tokenizer tokenizer = model().tokenizer();
      assertArrayEquals(tokenizer.encodeResponse("Once"), tokenizer.encodeResponse(" Once "));
      assertEquals("Once", tokenizer.decode(tokenizer.encodeResponse("Once")).strip());
    }
  }
}
