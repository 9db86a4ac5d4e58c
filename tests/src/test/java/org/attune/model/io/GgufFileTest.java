package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.Policy;
import org.attune.model.LanguageModel;
import org.attune.model.Tokenizer;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A GGUF file of another program")
final class GgufFileTest {
  @TempDir private Path folder;

  private Path sample(String kind, Map<String, Object> others) {
    return GgufSamples.write(folder.resolve("a.gguf"), kind, others);
  }

  private static LanguageModel load(Path file) {
    return HuggingFaceFolder.load(file, Device.cpu());
  }

  private static String refusal(Path file) {
    return assertThrows(InvalidInputException.class, () -> load(file)).getMessage();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("general.architecture", "mamba", "'mamba', which is not supported; supported"),
        Arguments.of("llama.expert_count", 8, "'llama.expert_used_count' is missing"),
        Arguments.of("llama.ssm.inner_size", 8, "'llama.ssm.inner_size' is 8; no decoder here"),
        Arguments.of("llama.rope.scaling.type", "ntk", "scaled by 'ntk'"),
        Arguments.of("llama.attention.value_length", 8, "those of values 8"),
        Arguments.of("llama.block_count", 2, "'blk.1.attn_norm.weight' is missing"),
        Arguments.of("llama.embedding_length", 8, "but the file describes a model with [7, 8]"),
        Arguments.of("general.alignment", 7, "'general.alignment' is 7"),
        Arguments.of("tokenizer.ggml.model", "bert", "'tokenizer.ggml.model' is bert"),
        Arguments.of("tokenizer.ggml.pre", "bloom", "'tokenizer.ggml.pre' is bloom"),
        Arguments.of("tokenizer.ggml.merges", List.of("ab"), "the merge 'ab' is not two tokens"),
        Arguments.of("tokenizer.ggml.token_type", List.of(1), "7 tokens but 1 types"),
        Arguments.of("tokenizer.ggml.eos_token_id", 99, "eos_token_id' is missing"),
        Arguments.of("split.count", 3, "one of the 3 files of a split model"));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("refused")
  @DisplayName("is refused by the name of what cannot be read")
  void refused(String key, Object value, String why) {
    String message = refusal(sample("gpt2", Map.of(key, value)));
    assertTrue(message.contains(why), message);
    assertTrue(message.startsWith(folder.resolve("a.gguf").toString()), message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"1, version 1 of GGUF", "4, version 4 of GGUF", "50331648, big-endian"})
  @DisplayName("of another version or order of bytes is refused")
  void version(int version, String why) throws IOException {
    Path file = sample("gpt2", Map.of());
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, version);
    String message = refusal(Files.write(file, bytes));
    assertTrue(message.contains(why), message);
  }

  @Test
  @DisplayName("of version 2 is read, with either kind of tokenizer")
  void older() throws IOException {
    for (String kind : List.of("gpt2", "llama")) {
      Path file = sample(kind, Map.of());
      byte[] bytes = Files.readAllBytes(file);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 2);
      assertEquals(7, load(Files.write(file, bytes)).config().vocabulary());
      Files.delete(file);
    }
  }

  @Test
  @DisplayName("with numbers of an unknown type is refused by the type's name")
  void type() throws IOException {
    Path file = sample("gpt2", Map.of());
    byte[] bytes = Files.readAllBytes(file);
    String name = "token_embd.weight";
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(name) + name.length();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 4 + 16, 21);
    String message = refusal(Files.write(file, bytes));
    assertTrue(message.contains("'token_embd.weight' is of the type IQ3_S"), message);
  }

  @Test
  @DisplayName("that was cut short is refused")
  void cut() throws IOException {
    Path file = sample("gpt2", Map.of());
    byte[] bytes = Files.readAllBytes(file);
    byte[] shorter = java.util.Arrays.copyOf(bytes, bytes.length - 32);
    assertTrue(refusal(Files.write(file, shorter)).contains("cut short"));
    Files.write(file, java.util.Arrays.copyOf(bytes, 300));
    assertTrue(refusal(file).contains("cut short"));
  }

  @Test
  @DisplayName("is known by its first letters, and other files are refused")
  void letters() throws IOException {
    Path blob = folder.resolve("sha256-0");
    Files.copy(sample("llama", Map.of()), blob);
    assertTrue(GgufModel.is(blob));
    assertEquals(7, load(blob).config().vocabulary());
    Path other = Files.writeString(folder.resolve("other.gguf"), "text");
    assertFalse(GgufModel.is(other));
    assertTrue(refusal(other).contains("neither a model folder nor a GGUF file"));
  }

  @Test
  @DisplayName("is named where its folder was given")
  void inFolder() {
    Path file = sample("llama", Map.of());
    assertEquals(
        folder + ": the folder has no config.json, but a GGUF file; name that file: " + file,
        refusal(folder));
  }

  @Test
  @DisplayName("is read with a tokenizer that merges pieces by their scores")
  void pieces() {
    Tokenizer tokenizer = load(sample("llama", Map.of())).tokenizer();
    assertArrayEquals(new int[] {5, 3, 5}, tokenizer.encode("a  a"));
    assertArrayEquals(new int[] {3, 6}, tokenizer.encode("A"), "by its byte");
    assertEquals(0, tokenizer.begin(-1));
    assertEquals("a  a", tokenizer.decode(new int[] {5, 3, 5}));
    LanguageModel plain =
        load(
            GgufSamples.write(
                folder.resolve("b.gguf"),
                "llama",
                Map.of("tokenizer.ggml.add_space_prefix", false)));
    assertArrayEquals(new int[] {4, 5}, plain.tokenizer().encode("a a"));
  }

  @Test
  @DisplayName("may say that no token begins a text, and takes tokens that end a turn as ends")
  void special() {
    LanguageModel model =
        load(
            sample(
                "gpt2",
                Map.of(
                    "tokenizer.ggml.add_bos_token",
                    false,
                    "tokenizer.ggml.tokens",
                    List.of("<s>", "</s>", "<|im_end|>", "a", "b", "ab", "\u0120"),
                    "tokenizer.ggml.token_type",
                    List.of(3, 3, 3, 1, 1, 1, 1))));
    assertEquals(-1, model.tokenizer().begin(0));
    assertEquals(List.of(1, 2), model.config().ends());
  }

  @Test
  @DisplayName("of Phi-3 is told by its name, and drops blanks after control tokens")
  void phi3() {
    Tokenizer other = load(sample("llama", Map.of("general.name", "mine"))).tokenizer();
    assertArrayEquals(new int[] {1, 3, 5}, other.encode(other.marked("</s>") + " a"));
    Path file = folder.resolve("b.gguf");
    GgufSamples.write(file, "llama", Map.of("general.name", "Phi 3 or Phi-3"));
    Tokenizer phi = load(file).tokenizer();
    assertArrayEquals(new int[] {1, 5}, phi.encode(phi.marked("</s>") + " a"));
    assertArrayEquals(new int[] {0, 3, 5}, phi.encode(phi.marked("<s>") + " a"));
  }

  @Test
  @DisplayName("names its licence, which the card of a saved folder keeps")
  void license() throws IOException {
    Path file = sample("gpt2", Map.of("general.license", "apache-2.0", "general.name", "Small"));
    String card =
        Files.readString(Policy.load(file).save(folder.resolve("b")).resolve("README.md"));
    assertTrue(card.startsWith("---\nlicense: apache-2.0\n"), card);
    assertTrue(card.contains("# Small"), card);
  }

  @Test
  @DisplayName("that was split is read from its first part")
  void split() throws IOException {
    Path whole = sample("gpt2", Map.of());
    Path first = folder.resolve("m-00001-of-00002.gguf");
    GgufSamples.write(first, "gpt2", Map.of("split.count", 2), name -> name.startsWith("blk"));
    String missing = refusal(first);
    assertTrue(missing.contains("m-00002-of-00002.gguf is missing"), missing);
    Path second = folder.resolve("m-00002-of-00002.gguf");
    GgufSamples.write(second, "gpt2", Map.of("split.count", 2), name -> !name.startsWith("blk"));
    assertEquals(load(whole).hash(), load(first).hash());
    assertTrue(refusal(second).contains("give the first one"));
    assertEquals("m", GgufModel.name(first));
  }
}
