package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Tiny;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.reward.RewardCard;
import org.attune.reward.RewardNetwork;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A folder that came from elsewhere")
final class SavedFolderTest {
  @TempDir private Path temporary;

  private Path folder() throws IOException {
    return FamilyCases.named("llama-plain").write(temporary.resolve("model"));
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static LanguageModel load(Path folder) {
    return HuggingFaceFolder.load(folder, Device.cpu());
  }

  @Nested
  @DisplayName("when it is saved again")
  final class Again {
    @ParameterizedTest(name = "{0}")
    @MethodSource("org.attune.model.FamiliesTest#plain")
    @DisplayName("holds the same model, in each family")
    void same(FamilyCases.Case known) throws IOException {
      LanguageModel model = known.load(temporary.resolve("model"));
      HuggingFaceFolder.save(model, temporary.resolve("again"));
      LanguageModel again = load(temporary.resolve("again"));
      assertEquals(model.hash(), again.hash());
      assertEquals(model.config(), again.config());
      assertEquals(
          SafeTensors.read(temporary.resolve("model/model.safetensors")).keySet().stream()
              .sorted()
              .toList(),
          SafeTensors.read(temporary.resolve("again/model.safetensors")).keySet().stream()
              .sorted()
              .toList());
    }

    @Test
    @DisplayName("keeps what lay beside the model byte for byte, and the keys of its config")
    void companions() throws IOException {
      Path folder = folder();
      List<String> kept =
          List.of(
              "tokenizer_config.json",
              "special_tokens_map.json",
              "chat_template.jinja",
              "generation_config.json",
              "tokenizer.model",
              "LICENSE");
      for (String name : kept) {
        Files.writeString(folder.resolve(name), "{ \"odd\":\r\n \"" + name + "\" }\n");
      }
      Files.writeString(folder.resolve("training_args.bin"), "not kept");
      JsonObject config = json(folder.resolve("config.json"));
      config.addProperty("initializer_range", 0.35);
      Files.writeString(folder.resolve("config.json"), config.toString());
      PolicyFolder.save(load(folder).copy(), PromptTemplate.PLAIN, temporary.resolve("again"));
      for (String name : kept) {
        assertArrayEquals(
            Files.readAllBytes(folder.resolve(name)),
            Files.readAllBytes(temporary.resolve("again").resolve(name)),
            name);
      }
      assertFalse(Files.exists(temporary.resolve("again/training_args.bin")));
      JsonObject again = json(temporary.resolve("again/config.json"));
      assertEquals(0.35, again.get("initializer_range").getAsDouble());
    }

    @ParameterizedTest
    @ValueSource(strings = {"F32", "F16", "BF16"})
    @DisplayName("is in the precision it came in, unless another is asked for")
    void precision(String stored) throws IOException {
      DType precision = DType.valueOf(stored);
      Path folder = temporary.resolve("model");
      JsonObject config = FamilyCases.named("llama-plain").config();
      Map<String, HostTensor> weights = FamilyCases.weights(ConfigReader.read(config, "config"));
      FamilyCases.write(folder, config, weights, precision);
      LanguageModel model = load(folder);
      HuggingFaceFolder.save(model, temporary.resolve("again"));
      HuggingFaceFolder.save(model.as(DType.F32), temporary.resolve("wide"));
      JsonObject again = json(temporary.resolve("again/config.json"));
      assertEquals(precision.dtype(), again.get("dtype").getAsString());
      assertEquals(precision.dtype(), again.get("torch_dtype").getAsString());
      WeightFiles files = WeightFiles.of(temporary.resolve("again"));
      assertEquals(stored, files.type("model.norm.weight"));
      assertEquals("F32", WeightFiles.of(temporary.resolve("wide")).type("model.norm.weight"));
      assertEquals(model.hash(), load(temporary.resolve("wide")).hash());
    }

    @Test
    @DisplayName("may be in 64 bits, which are rounded to 32")
    void doubles() throws IOException {
      Path folder = folder();
      LanguageModel model = load(folder);
      writeDoubles(folder.resolve("model.safetensors"));
      assertEquals("F64", WeightFiles.of(folder).type("model.norm.weight"));
      LanguageModel again = load(folder);
      assertEquals(model.hash(), again.hash());
      HuggingFaceFolder.save(again, temporary.resolve("again"));
      assertEquals("F32", WeightFiles.of(temporary.resolve("again")).type("model.norm.weight"));
    }

    /** Writes the tensors of a file again, as doubles that are no floats. */
    private static void writeDoubles(Path file) throws IOException {
      Map<String, HostTensor> tensors = SafeTensors.read(file);
      JsonObject header = new JsonObject();
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      for (Map.Entry<String, HostTensor> tensor : tensors.entrySet()) {
        float[] values = tensor.getValue().values();
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
          bytes.putDouble(value * (1 + 1e-12));
        }
        JsonObject entry = new JsonObject();
        entry.addProperty("dtype", "F64");
        entry.add("shape", new Gson().toJsonTree(tensor.getValue().shape()));
        entry.add(
            "data_offsets",
            new Gson().toJsonTree(new int[] {data.size(), data.size() + bytes.capacity()}));
        header.add(tensor.getKey(), entry);
        data.writeBytes(bytes.array());
      }
      byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
      ByteBuffer whole = ByteBuffer.allocate(8 + text.length + data.size());
      whole.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).put(data.toByteArray());
      Files.write(file, whole.array());
    }

    @Test
    @DisplayName("is cut into shards where it is large, with an index")
    void shards() throws IOException {
      LanguageModel model = load(folder());
      Path again = temporary.resolve("again");
      new FolderWriter(model, DType.F32, 20_000).write(again, more -> {});
      JsonObject index = json(again.resolve("model.safetensors.index.json"));
      assertEquals(
          model.config().parameters() * 4,
          index.getAsJsonObject("metadata").get("total_size").getAsLong());
      assertTrue(index.getAsJsonObject("weight_map").toString().contains("-of-00004.safetensors"));
      assertFalse(Files.exists(again.resolve("model.safetensors")));
      assertEquals(model.hash(), load(again).hash());
    }

    @Test
    @DisplayName("names its special tokens, and as a reward model an id of padding")
    void special() throws IOException {
      LanguageModel model = load(folder());
      PolicyFolder.save(model, PromptTemplate.PLAIN, temporary.resolve("policy"));
      JsonObject tokens = json(temporary.resolve("policy/tokenizer_config.json"));
      assertEquals("<s>", tokens.get("bos_token").getAsString());
      assertEquals("</s>", tokens.get("eos_token").getAsString());
      RewardCard card = new RewardCard(RewardCard.Kind.POINTWISE, 1, 1, 1);
      RewardNetwork.from(model, PromptTemplate.PLAIN).save(temporary.resolve("reward"), card);
      JsonObject config = json(temporary.resolve("reward/config.json"));
      assertEquals(Tiny.BOS, config.get("pad_token_id").getAsInt());
      assertEquals("[\"LlamaForSequenceClassification\"]", config.get("architectures").toString());
      assertEquals(
          "<s>",
          json(temporary.resolve("reward/tokenizer_config.json")).get("pad_token").getAsString());
    }
  }

  @Nested
  @DisplayName("ends a text where it says")
  final class Ends {
    private List<Integer> ends(String config, String generation, String tokenizer)
        throws IOException {
      Path folder = folder();
      JsonObject json = json(folder.resolve("config.json"));
      json.add("eos_token_id", JsonParser.parseString(config));
      Files.writeString(folder.resolve("config.json"), json.toString());
      if (!generation.isEmpty()) {
        Files.writeString(
            folder.resolve("generation_config.json"), "{\"eos_token_id\": " + generation + "}");
      }
      if (!tokenizer.isEmpty()) {
        Files.writeString(
            folder.resolve("tokenizer_config.json"), "{\"eos_token\": " + tokenizer + "}");
      }
      return load(folder).config().ends();
    }

    @Test
    @DisplayName("by all ids of both files, the first of which is trained on")
    void both() throws IOException {
      assertEquals(List.of(5, 2, 9), ends("5", "[2, 9, 5]", ""));
    }

    @Test
    @DisplayName("by the tokenizer's own first, if it is among them")
    void own() throws IOException {
      assertEquals(List.of(2, 5), ends("[5, 2]", "", "{\"content\": \"</s>\"}"));
    }

    @Test
    @DisplayName("not by the tokenizer's own if it is not among them")
    void other() throws IOException {
      assertEquals(List.of(5), ends("5", "", "\"</s>\""));
    }

    @Test
    @DisplayName("by the tokenizer's own if there is no other, and never by default")
    void none() throws IOException {
      assertEquals(List.of(2), ends("null", "", "\"</s>\""));
      Files.delete(temporary.resolve("model/tokenizer_config.json"));
      String message =
          assertThrows(InvalidInputException.class, () -> load(temporary.resolve("model")))
              .getMessage();
      assertTrue(message.contains("'eos_token_id' is missing"), message);
    }
  }

  @Nested
  @DisplayName("is refused by name for tensors that have no place in it")
  final class Unused {
    private String refusal(String tensor, HostTensor value) throws IOException {
      Path folder = folder();
      Map<String, HostTensor> all =
          new LinkedHashMap<>(SafeTensors.read(folder.resolve("model.safetensors")));
      all.put(tensor, value);
      SafeTensors.write(folder.resolve("model.safetensors"), all, DType.F32);
      return assertThrows(InvalidInputException.class, () -> load(folder)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "model.layers.0.self_attn.q_proj.bias",
          "model.layers.1.self_attn.k_norm.weight",
          "model.layers.2.mlp.up_proj.weight",
          "model.layers.0.mlp.up_proj.weight_scale"
        })
    @DisplayName("such as biases, norms, scales, layers beyond the last")
    void more(String name) throws IOException {
      String message = refusal(name, new HostTensor(new long[] {2}, new float[] {0.5f, 1}));
      assertTrue(message.contains("'" + name + "' have no place in the llama"), message);
    }

    @Test
    @DisplayName("but not for frequencies that follow from the config, nor a copy of the embedding")
    void harmless() throws IOException {
      Path folder = FamilyCases.named("llama-tied").write(temporary.resolve("tied"));
      Map<String, HostTensor> all =
          new LinkedHashMap<>(SafeTensors.read(folder.resolve("model.safetensors")));
      all.put("lm_head.weight", all.get("model.embed_tokens.weight"));
      all.put(
          "model.layers.0.self_attn.rotary_emb.inv_freq",
          new HostTensor(new long[] {1}, new float[] {1}));
      SafeTensors.write(folder.resolve("model.safetensors"), all, DType.F32);
      assertTrue(load(folder).config().tied());
    }

    @Test
    @DisplayName("and numbers in eight bits are refused with what to do")
    void eightBits() throws IOException {
      Path folder = folder();
      String header =
          "{\"model.norm.weight\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}} ";
      byte[] bytes = new byte[8 + header.length() + 1];
      bytes[0] = (byte) header.length();
      byte[] text = header.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, bytes, 8, text.length);
      Files.write(folder.resolve("model.safetensors"), bytes);
      String message = assertThrows(InvalidInputException.class, () -> load(folder)).getMessage();
      assertTrue(message.contains("'model.norm.weight' has type F8_E4M3; only"), message);
      assertTrue(message.contains("use the folder of the same model in float32"), message);
    }
  }
}
