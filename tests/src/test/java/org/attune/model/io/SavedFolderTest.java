package org.attune.model.io;

import static org.attune.model.io.ModelFolders.json;
import static org.attune.model.io.ModelFolders.load;
import static org.attune.model.io.ModelFolders.plain;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.attune.Tiny;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.reward.RewardCard;
import org.attune.reward.RewardNetwork;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A folder that came from elsewhere, when it is saved again,")
final class SavedFolderTest {
  @TempDir private Path temporary;

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
    Path folder = plain(temporary);
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
    Path folder = plain(temporary);
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
    LanguageModel model = load(plain(temporary));
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
    LanguageModel model = load(plain(temporary));
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
