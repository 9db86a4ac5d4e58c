package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.LanguageModel;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A folder is refused by name for tensors that have no place in it,")
final class UnusedTensorsTest {
  @TempDir private Path temporary;

  private Path folder() throws IOException {
    return FamilyCases.named("llama-plain").write(temporary.resolve("model"));
  }

  private static LanguageModel load(Path folder) {
    return HuggingFaceFolder.load(folder, Device.cpu());
  }

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
    assertTrue(message.contains("'" + name + "' do not belong to the llama"), message);
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

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "gpt_neox-plain, gpt_neox.layers.0.attention.",
    "gpt_neo-plain, transformer.h.0.attn.attention.",
    "gptj-plain, transformer.h.0.attn."
  })
  @DisplayName("nor for the mask and frequencies that older folders hold")
  void masks(String name, String attention) throws IOException {
    Path folder = FamilyCases.named(name).write(temporary.resolve("older"));
    Path file = folder.resolve("model.safetensors");
    Map<String, HostTensor> all = new LinkedHashMap<>(SafeTensors.read(file));
    for (String each : List.of("masked_bias", "rotary_emb.inv_freq")) {
      all.put(attention + each, new HostTensor(new long[] {1}, new float[] {1}));
    }
    SafeTensors.write(file, all, DType.F32);
    Files.write(file, withMask(Files.readAllBytes(file), "\"" + attention + "bias\""));
    assertTrue(load(folder).config().layers() == 2);
  }

  /** Appends a mask of one truth value to a file. */
  private static byte[] withMask(byte[] file, String name) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) in.getLong();
    String header = new String(file, Long.BYTES, length, StandardCharsets.US_ASCII).strip();
    int data = file.length - Long.BYTES - length;
    String entry =
        name
            + ":{\"dtype\":\"BOOL\",\"shape\":[1,1],\"data_offsets\":["
            + data
            + ","
            + (data + 1)
            + "]}}";
    byte[] text =
        (header.substring(0, header.length() - 1) + "," + entry)
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(Long.BYTES + text.length + data + 1);
    out.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
    out.put(file, Long.BYTES + length, data).put((byte) 1);
    return out.array();
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
