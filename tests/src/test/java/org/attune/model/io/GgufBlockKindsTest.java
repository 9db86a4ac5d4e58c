package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.model.LanguageModel;
import org.attune.model.family.Experts;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A GGUF file of another program whose blocks are not Llama's")
final class GgufBlockKindsTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("a.gguf");
  }

  private static LanguageModel load(Path file) {
    return HuggingFaceFolder.load(file, Device.cpu());
  }

  private static String refusal(Path file) {
    return assertThrows(InvalidInputException.class, () -> load(file)).getMessage();
  }

  @Test
  @DisplayName("is read with experts, of which one reads every token")
  void experts() {
    LanguageModel model = load(GgufKindSamples.experts(file(), Map.of()));
    assertEquals("qwen2_moe", model.config().architecture().modelType());
    assertEquals(
        new Experts(3, 2, 2, false, true), model.config().architecture().experts().orElseThrow());
    assertEquals(6, model.config().inner());
    // The second expert's matrix follows the first one's 8 numbers; they repeat every five.
    assertArrayEquals(
        new float[] {0.25f, 0.5f, -0.5f, -0.25f, 0, 0.25f, 0.5f, -0.5f},
        model.decoder().weights().values("model.layers.0.mlp.experts.1.up_proj.weight"));
    assertArrayEquals(
        new float[] {-0.5f, -0.25f, 0, 0.25f},
        model.decoder().weights().values("model.layers.0." + Experts.SHARED_GATE));
  }

  @Test
  @DisplayName("is read with the convolutions that its layers without key heads have")
  void convolutions() {
    LanguageModel model = load(GgufKindSamples.convolutions(file(), Map.of()));
    assertEquals("lfm2", model.config().architecture().modelType());
    assertEquals(
        List.of(true, false), model.config().architecture().convolution().orElseThrow().layers());
    assertEquals(2, model.config().keyValueHeads());
    assertEquals(4, model.config().inner());
    assertTrue(model.config().tied());
  }

  static Stream<Arguments> mixtures() {
    return Stream.of(
        Arguments.of("expert_weights_scale", 2.5f, "is 2.5; it must be 0 or 1"),
        Arguments.of("expert_gating_func", 2, "is 2.0; it must be 0 or 1"),
        Arguments.of("expert_group_count", 4, "is 4.0; it must be 0 or 1"),
        Arguments.of("expert_weights_norm", true, "is true; it must be false"),
        Arguments.of("leading_dense_block_count", 1, "is 1; no decoder here knows"),
        Arguments.of("expert_used_count", 4, "must be between 1 and 3"),
        Arguments.of("expert_count", 4, "but the file describes a model with [4, "),
        Arguments.of("expert_feed_forward_length", 4, "describes a model with [3, 4, 4]"));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("mixtures")
  @DisplayName("is refused by what its experts would do otherwise")
  void refusedExperts(String key, Object value, String why) {
    String message = refusal(GgufKindSamples.experts(file(), Map.of("qwen2moe." + key, value)));
    assertTrue(message.contains(why), message);
    assertTrue(message.startsWith(file().toString()), message);
  }

  static Stream<Arguments> heads() {
    return Stream.of(
        Arguments.of(List.of(0, 2, 2), "one for each of 2 layers"),
        Arguments.of(List.of(1, 2), "has layers with [1, 2] heads"),
        Arguments.of(2, "'blk.0.attn_q.weight' is missing"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heads")
  @DisplayName("is refused if its lists do not fit its layers")
  void refusedHeads(Object heads, String why) {
    Map<String, Object> others = Map.of("lfm2.attention.head_count_kv", heads);
    String message = refusal(GgufKindSamples.convolutions(file(), others));
    assertTrue(message.contains(why), message);
  }

  private static Map<String, Object> entries(String architecture, int inner) {
    Map<String, Object> entries = new HashMap<>();
    entries.put("general.architecture", architecture);
    entries.put(architecture + ".block_count", 1);
    entries.put(architecture + ".context_length", 16);
    entries.put(architecture + ".embedding_length", 4);
    entries.put(architecture + ".feed_forward_length", inner);
    entries.put(architecture + ".attention.head_count", 1);
    return entries;
  }

  @Test
  @DisplayName(
      "is refused if it is an MPT without scores that fall with distance, or of another width")
  void mpt() {
    Path file = GgufSamples.write(file(), "gpt2", entries("mpt", 16));
    String message = refusal(file);
    assertTrue(message.contains("'mpt.attention.max_alibi_bias' is 0.0; it must be 8"), message);
    Path other = GgufSamples.write(folder.resolve("b.gguf"), "gpt2", entries("mpt", 8));
    String width = refusal(other);
    assertTrue(
        width.contains("is 8; a model of the architecture mpt and this width has 16"), width);
  }

  @Test
  @DisplayName(
      "may state that it has no experts, and is refused if it states some that its kind lacks")
  void withoutExperts() {
    Map<String, Object> none = Map.of("llama.expert_count", 0, "llama.expert_used_count", 0);
    LanguageModel model = load(GgufSamples.write(file(), "gpt2", none));
    assertEquals("llama", model.config().architecture().modelType());
    Map<String, Object> some = entries("qwen2", 4);
    some.put("qwen2.expert_count", 8);
    String message = refusal(GgufSamples.write(folder.resolve("b.gguf"), "gpt2", some));
    assertTrue(message.contains("'qwen2.expert_count' is 8; it must be 0"), message);
  }

  @Test
  @DisplayName("is refused if it has more layers than tensors, before they are counted")
  void layers() {
    Map<String, Object> many = Map.of("lfm2.block_count", Integer.MAX_VALUE);
    String message = refusal(GgufKindSamples.convolutions(file(), many));
    assertTrue(message.contains("'lfm2.block_count' is 2147483647, but the file holds"), message);
  }
}
