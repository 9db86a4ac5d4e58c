package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.Device;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.Tiny;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.LanguageModel;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A model folder from elsewhere")
final class UntrustedFolderTest {
  private static final LanguageModel MODEL = Tiny.model(7);
  private static final String WEIGHTS = "model.safetensors";

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void write() {
    folder = temporary.resolve("model");
    HuggingFaceFolder.save(MODEL, folder, DType.F32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"../elsewhere.safetensors\"",
        "\"/etc/model.safetensors\"",
        "\"sub/part.safetensors\"",
        "\"C:\\\\part.safetensors\"",
        "\"..\"",
        "\"\"",
        "null",
        "3",
        "[\"part.safetensors\"]"
      })
  @DisplayName("whose index leads out of the folder is refused")
  void index(String shard) throws IOException {
    Files.copy(folder.resolve(WEIGHTS), temporary.resolve("elsewhere.safetensors"));
    Files.delete(folder.resolve(WEIGHTS));
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\":{\"model.norm.weight\":" + shard + "}}");
    String said = refusal();
    assertTrue(said.contains("file name"), said);
    assertTrue(said.contains("index.json"), said);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [-1, -2]    | [0, 8]   | 8  | damaged
          [2]         | [0, 8]   | 12 | 4 bytes follow
          [2]         | [4, 12]  | 12 | begins at byte 4
          [2]         | [0, 4]   | 8  | should fill 8 bytes
          [2]         | [8, 0]   | 8  | should fill 8 bytes
          [999999999999999999, 9] | [0, 8] | 8 | should fill more than
          [2.5]       | [0, 8]   | 8  | damaged
          ["2"]       | [0, 8]   | 8  | damaged
          [2]         | [0, 8, 9]| 8  | damaged
          """)
  @DisplayName("with a tensor that is not where it should be")
  void tensor(String shape, String offsets, int bytes, String words) throws IOException {
    Path file = file(entry("a", shape, offsets), bytes);
    assertTrue(refusal(file).contains(words), refusal(file));
  }

  @Test
  @DisplayName("with two tensors in one place, or one twice")
  void twice() throws IOException {
    Path overlapping = file(entry("a", "[2]", "[0, 8]") + "," + entry("b", "[2]", "[4, 12]"), 12);
    assertTrue(refusal(overlapping).contains("'a' ends at byte 8"), refusal(overlapping));
    Path same = file(entry("a", "[2]", "[0, 8]") + "," + entry("a", "[2]", "[8, 16]"), 16);
    assertTrue(refusal(same).contains("twice"), refusal(same));
    Path whole = file(entry("b", "[2]", "[8, 16]") + "," + entry("a", "[2]", "[0, 8]"), 16);
    assertEquals(2, SafeTensors.read(whole).size());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  @DisplayName("with a weight that is not finite is not loaded")
  void notFinite(float value) {
    Map<String, HostTensor> weights = MODEL.decoder().weights().tensors();
    weights.get("model.norm.weight").values()[3] = value;
    SafeTensors.write(folder.resolve(WEIGHTS), weights, DType.F32);
    String said = refusal();
    assertTrue(said.contains("'model.norm.weight'") && said.contains(value + ""), said);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  @DisplayName("with a matrix that is not finite is not loaded in any precision")
  void notFiniteMatrix(DType precision) {
    String matrix = "model.embed_tokens.weight";
    Map<String, HostTensor> weights = MODEL.decoder().weights().tensors();
    weights.get(matrix).values()[5] = Float.POSITIVE_INFINITY;
    weights.get(matrix).values()[6] = Float.NEGATIVE_INFINITY;
    SafeTensors.write(folder.resolve(WEIGHTS), weights, precision);
    String said = refusal();
    assertTrue(said.contains("'" + matrix + "' contain Infinity at position 6"), said);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  @DisplayName("is loaded if all weights are finite, however large their sum")
  void largeSum(DType precision) {
    float large = precision == DType.F16 ? 60_000 : 3e38f;
    Map<String, HostTensor> weights = MODEL.decoder().weights().tensors();
    Arrays.fill(weights.get("model.embed_tokens.weight").values(), large);
    SafeTensors.write(folder.resolve(WEIGHTS), weights, precision);
    LanguageModel loaded = HuggingFaceFolder.load(folder, Device.cpu());
    float[] read = loaded.decoder().weights().values("model.embed_tokens.weight");
    assertEquals(large, read[read.length - 1], large / 100);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  @DisplayName("is not written from weights that are not finite")
  void notSaved(float value) {
    LanguageModel model = MODEL.copy();
    Map<String, HostTensor> weights = model.decoder().weights().tensors();
    weights.get("model.norm.weight").values()[0] = value;
    model.decoder().weights().set(weights);
    Path place = temporary.resolve("broken");
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class, () -> HuggingFaceFolder.save(model, place, DType.F32));
    assertTrue(refused.getMessage().contains("'model.norm.weight'"), refused.getMessage());
    assertTrue(Files.notExists(place), "half a folder is left");
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(1, left.count());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"num_hidden_layers, layers", "max_position_embeddings, context"})
  @DisplayName("that claims sizes beyond its weights allocates nothing for them")
  void sizes(String field, String words) throws IOException {
    Path config = folder.resolve("config.json");
    String text = Files.readString(config);
    Files.writeString(
        config, text.replaceAll("\"" + field + "\": \\d+", "\"" + field + "\": 2000000000"));
    String said = refusal();
    assertTrue(said.contains(words) && said.contains("2000000000"), said);
  }

  /** Damage that the native library would refuse, too; Java says it first. */
  static Stream<Arguments> tokenizers() {
    return Stream.of(
        arguments("{\"model\":{\"vocab\":{\"a\":0}}", "cut off"),
        arguments("{\"model\":{\"vocab\":{\"a\":0}}} {}", "more text follows"),
        arguments("{'model':{'vocab':{'a':0}}}", "not JSON"),
        arguments("{\"model\":3}", "'model'"),
        arguments("{\"model\":{\"type\":\"BPE\"}}", "vocab"),
        arguments("{\"model\":{\"vocab\":{}}}", "empty"),
        arguments("{\"model\":{\"vocab\":{\"a\":0,\"b\":0}}}", "two tokens"),
        arguments("{\"model\":{\"vocab\":{\"a\":0,\"a\":1}}}", "twice"),
        arguments("{\"model\":{\"vocab\":{\"a\":-1}}}", "whole number"),
        arguments("{\"model\":{\"vocab\":{\"a\":1.5}}}", "whole number"),
        arguments("{\"model\":{\"vocab\":[[\"a\"]]}}", "score"),
        arguments("{\"model\":{\"vocab\":{\"a\":0},\"merges\":[3]}}", "merges"),
        arguments("{\"model\":{\"vocab\":{\"a\":0}},\"added_tokens\":[{\"id\":1}]}", "content"),
        arguments("[".repeat(300), "{…}"),
        arguments("{\"a\":" + "[".repeat(300), "not JSON"),
        arguments("{\"model\":{\"vocab\":{\"a\":1e999}}}", "double"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("tokenizers")
  @DisplayName("with a damaged tokenizer is refused before the native library reads it")
  void tokenizer(String json, String words) throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), json);
    String said = refusal();
    assertTrue(said.contains(words), said);
    assertTrue(said.contains("tokenizer.json") && said.length() < 600, said);
  }

  @Test
  @DisplayName("with bytes that are not UTF-8 in its tokenizer names the byte")
  void utf8() throws IOException {
    Files.write(folder.resolve("tokenizer.json"), new byte[] {'{', '"', (byte) 0xff, '"'});
    assertTrue(refusal().contains("byte 3 (0xFF)"), refusal());
  }

  private static String entry(String name, String shape, String offsets) {
    return String.format(
        "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":%s}", name, shape, offsets);
  }

  private Path file(String entries, int bytes) throws IOException {
    byte[] header = ("{" + entries + "}").getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
    out.write(header);
    out.write(new byte[bytes]);
    return Files.write(temporary.resolve("made.safetensors"), out.toByteArray());
  }

  private static String refusal(Path file) {
    return assertThrows(InvalidInputException.class, () -> SafeTensors.read(file)).getMessage();
  }

  private String refusal() {
    return assertThrows(
            InvalidInputException.class, () -> HuggingFaceFolder.load(folder, Device.cpu()))
        .getMessage();
  }
}
