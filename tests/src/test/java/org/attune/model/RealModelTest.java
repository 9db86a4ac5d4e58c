package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.GoldenSuite;
import org.attune.SharedData;
import org.attune.data.BadInput;
import org.attune.sample.Decoding;
import org.attune.sample.Generator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A small trained model from elsewhere")
final class RealModelTest {
  private static Path folder() {
    return SharedData.require("tiny_model/stories260K-hf");
  }

  private static LanguageModel model() {
    return LanguageModel.load(folder(), Device.cpu());
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
      return Native.scoped(
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
                  Decoding.greedy().maxTokens(expected.length - 1),
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

  @Nested
  @DisplayName("survives being written and read")
  final class Survives {
    @TempDir private Path temporary;

    @Test
    @DisplayName("bit for bit in 32 bits, and never over an existing folder")
    void roundTrip() {
      LanguageModel model = model();
      Path saved = temporary.resolve("saved");
      model.save(saved, SafeTensors.Precision.F32);
      LanguageModel again = LanguageModel.load(saved, Device.cpu());
      assertEquals(model.hash(), again.hash());
      assertEquals(model.config(), again.config());
      assertArrayEquals(model.tokenizer().json(), again.tokenizer().json());
      assertThrows(BadInput.class, () -> model.save(saved, SafeTensors.Precision.F32));
    }

    @Test
    @DisplayName("in shards that an index names")
    void shards() throws IOException {
      Map<String, SafeTensors.Tensor> all = SafeTensors.read(folder().resolve("model.safetensors"));
      Path sharded = Files.createDirectory(temporary.resolve("sharded"));
      JsonObject map = new JsonObject();
      List<Map<String, SafeTensors.Tensor>> parts =
          List.of(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
      int next = 0;
      for (var entry : all.entrySet()) {
        int shard = next++ % 3;
        parts.get(shard).put(entry.getKey(), entry.getValue());
        map.addProperty(entry.getKey(), "model-0000" + shard + ".safetensors");
      }
      for (int shard = 0; shard < 3; shard++) {
        Path file = sharded.resolve("model-0000" + shard + ".safetensors");
        SafeTensors.write(file, parts.get(shard), SafeTensors.Precision.F32);
      }
      JsonObject index = new JsonObject();
      index.add("weight_map", map);
      Files.writeString(sharded.resolve("model.safetensors.index.json"), index.toString());
      for (String name : List.of("config.json", "tokenizer.json")) {
        Files.copy(folder().resolve(name), sharded.resolve(name));
      }
      assertEquals(model().hash(), LanguageModel.load(sharded, Device.cpu()).hash());
      Files.delete(sharded.resolve("model-00001.safetensors"));
      BadInput missing =
          assertThrows(BadInput.class, () -> LanguageModel.load(sharded, Device.cpu()));
      assertTrue(missing.getMessage().contains("model-00001.safetensors"), missing.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"F16", "BF16"})
    @DisplayName("in 16 bits every weight is the nearest number that the format has")
    void sixteenBits(String precision) {
      LanguageModel model = model();
      Path saved = temporary.resolve(precision);
      model.save(saved, SafeTensors.Precision.valueOf(precision));
      Map<String, SafeTensors.Tensor> exact = model.decoder().weights().tensors();
      Map<String, SafeTensors.Tensor> rounded =
          LanguageModel.load(saved, Device.cpu()).decoder().weights().tensors();
      int bits = precision.equals("F16") ? 11 : 8;
      double smallest = precision.equals("F16") ? 0x1p-14 : 0x1p-126;
      exact.forEach(
          (name, tensor) -> {
            float[] values = rounded.get(name).values();
            for (int i = 0; i < values.length; i++) {
              double wanted = HalfFloatTest.nearest(tensor.values()[i], bits, smallest);
              assertEquals(wanted, values[i], name + "[" + i + "]");
            }
          });
    }
  }
}
