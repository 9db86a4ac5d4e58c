package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.google.gson.JsonObject;
import java.io.IOException;
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
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A model folder")
final class FolderTest {
  private static final LanguageModel MODEL = Tiny.model(Tiny.config(4, 2, false), 33);

  @TempDir private Path temporary;

  @Test
  @DisplayName("bit for bit in 32 bits, and never over an existing folder")
  void roundTrip() {
    LanguageModel model = MODEL;
    Path saved = temporary.resolve("saved");
    HuggingFaceFolder.save(model, saved, DType.F32);
    LanguageModel again = HuggingFaceFolder.load(saved, Device.cpu());
    assertEquals(model.hash(), again.hash());
    assertEquals(model.config(), again.config());
    assertArrayEquals(model.tokenizer().json(), again.tokenizer().json());
    assertThrows(
        InvalidInputException.class, () -> HuggingFaceFolder.save(model, saved, DType.F32));
  }

  @Test
  @DisplayName("in shards that an index names")
  void shards() throws IOException {
    Path whole = temporary.resolve("whole");
    HuggingFaceFolder.save(MODEL, whole, DType.F32);
    Map<String, HostTensor> all = SafeTensors.read(whole.resolve("model.safetensors"));
    Path sharded = Files.createDirectory(temporary.resolve("sharded"));
    JsonObject map = new JsonObject();
    List<Map<String, HostTensor>> parts =
        List.of(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    int next = 0;
    for (var entry : all.entrySet()) {
      int shard = next++ % 3;
      parts.get(shard).put(entry.getKey(), entry.getValue());
      map.addProperty(entry.getKey(), "model-0000" + shard + ".safetensors");
    }
    for (int shard = 0; shard < 3; shard++) {
      Path file = sharded.resolve("model-0000" + shard + ".safetensors");
      SafeTensors.write(file, parts.get(shard), DType.F32);
    }
    JsonObject index = new JsonObject();
    index.add("weight_map", map);
    Files.writeString(sharded.resolve("model.safetensors.index.json"), index.toString());
    for (String name : List.of("config.json", "tokenizer.json")) {
      Files.copy(whole.resolve(name), sharded.resolve(name));
    }
    assertEquals(MODEL.hash(), HuggingFaceFolder.load(sharded, Device.cpu()).hash());
    Files.delete(sharded.resolve("model-00001.safetensors"));
    InvalidInputException missing =
        assertThrows(
            InvalidInputException.class, () -> HuggingFaceFolder.load(sharded, Device.cpu()));
    assertTrue(missing.getMessage().contains("model-00001.safetensors"), missing.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"F16", "BF16"})
  @DisplayName("in 16 bits every weight is the nearest number that the format has")
  void sixteenBits(String precision) {
    LanguageModel model = MODEL;
    Path saved = temporary.resolve(precision);
    HuggingFaceFolder.save(model, saved, DType.valueOf(precision));
    Map<String, HostTensor> exact = model.decoder().weights().tensors();
    Map<String, HostTensor> rounded =
        HuggingFaceFolder.load(saved, Device.cpu()).decoder().weights().tensors();
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

  @Test
  @DisplayName("brings a policy's layout along, and without one is laid out plainly")
  void layout() {
    PromptTemplate layout = PromptTemplate.PLAIN.withScore(" <rm_score> {score}", 1.5);
    PolicyFolder.save(MODEL, layout, temporary.resolve("policy"));
    assertEquals(layout, PolicyFolder.layout(temporary.resolve("policy")));
    HuggingFaceFolder.save(MODEL, temporary.resolve("bare"), DType.F32);
    assertEquals(PromptTemplate.PLAIN, PolicyFolder.layout(temporary.resolve("bare")));
  }

  @Test
  @DisplayName("without a file or a weight is refused by name")
  void missing() throws IOException {
    Path folder = temporary.resolve("torn");
    HuggingFaceFolder.save(MODEL, folder, DType.F32);
    Map<String, HostTensor> fewer = MODEL.decoder().weights().tensors();
    fewer.remove("lm_head.weight");
    SafeTensors.write(folder.resolve("model.safetensors"), fewer, DType.F32);
    assertTrue(refusal(folder).contains("'lm_head.weight' are missing"), refusal(folder));
    Files.write(folder.resolve("model.safetensors"), new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 1});
    assertTrue(refusal(folder).contains("cut short"), refusal(folder));
    Files.delete(folder.resolve("config.json"));
    assertTrue(refusal(folder).contains("config.json"), refusal(folder));
  }

  private static String refusal(Path folder) {
    return assertThrows(
            InvalidInputException.class, () -> HuggingFaceFolder.load(folder, Device.cpu()))
        .getMessage();
  }
}
