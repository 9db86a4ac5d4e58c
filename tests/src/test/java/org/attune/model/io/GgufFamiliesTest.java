package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.attune.Policy;
import org.attune.Tiny;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Tokenizer;
import org.attune.model.family.Families;
import org.attune.model.family.GgufArchitecture;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a file of each family holds; {@link PeersTest} has llama.cpp read the same models. */
@DisplayName("A GGUF file of a family")
final class GgufFamiliesTest {
  @TempDir private Path folder;

  /**
   * Returns a family's tiny model with the bundled tokenizer, since llama.cpp knows no other's, and
   * for texts eight times as long, since it makes room for 256 tokens at least.
   */
  static LanguageModel tiny(String name) {
    return tiny(FamilyCases.named(name).config());
  }

  static LanguageModel tiny(JsonObject json) {
    Tokenizer tokenizer = Policy.bundled().model().tokenizer();
    json.addProperty("vocab_size", tokenizer.largestId() + 1);
    lengthen(json);
    LlamaConfig config = ConfigReader.read(json, "config.json");
    return LanguageModel.of(config, Tiny.weights(config, 3), tokenizer);
  }

  private static void lengthen(JsonObject json) {
    for (String key : List.copyOf(json.keySet())) {
      if (json.get(key).isJsonObject()) {
        lengthen(json.getAsJsonObject(key));
      } else if (key.endsWith("max_position_embeddings")) {
        json.addProperty(key, 8 * json.get(key).getAsInt());
      }
    }
  }

  private GgufReader written(LanguageModel model) throws IOException {
    Path file = folder.resolve("a.gguf");
    GgufExport.write(model, "model", GgufType.F32, file);
    return new GgufReader(file);
  }

  private static float[] weights(LanguageModel model, String name) {
    return model.decoder().weights().values(name);
  }

  static Stream<FamilyCases.Case> plain() {
    return FamilyCases.plain().filter(known -> gguf(known).exists());
  }

  private static GgufArchitecture gguf(FamilyCases.Case known) {
    LlamaConfig config = ConfigReader.read(known.config(), known.name());
    return Families.named(config.architecture().modelType()).gguf();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plain")
  @DisplayName("holds every weight once, but for the embeddings that OLMo 2 uses as its output")
  void everyWeight(FamilyCases.Case known) throws IOException {
    LanguageModel model = tiny(known.name());
    GgufReader read = written(model);
    long[] expected = {0};
    model.decoder().weights().forEach((name, array) -> expected[0] += array.size());
    long count =
        read.places.entrySet().stream()
            .filter(place -> !place.getKey().startsWith("rope_"))
            .map(place -> place.getValue())
            .mapToLong(place -> Arrays.stream(place).skip(2).reduce(1, (a, b) -> a * b))
            .sum();
    assertEquals(expected[0], count);
    String kind = (String) read.metadata.get("general.architecture");
    String name = kind.replaceAll("[^a-z]", "");
    String family = known.name().split("-", -1)[0].replaceAll("[^a-z]", "");
    boolean other = List.of("llama", "commandr").contains(name);
    assertTrue(other || family.startsWith(name) || name.startsWith(family), kind);
    assertEquals(model.config().layers(), read.metadata.get(kind + ".block_count"));
  }

  @Test
  @DisplayName("with four factors has them, and a Llama's queries and keys: Granite")
  void granite() throws IOException {
    LanguageModel model = tiny("granite-plain");
    GgufReader read = written(model);
    assertEquals(3f, read.metadata.get("granite.embedding_scale"));
    assertEquals(0.22f, read.metadata.get("granite.residual_scale"));
    assertEquals(0.2f, read.metadata.get("granite.attention.scale"));
    assertEquals(4f, read.metadata.get("granite.logit_scale"));
    List<String> keys = read.metadata.keySet().stream().filter(k -> k.endsWith("scale")).toList();
    assertEquals(keys.stream().sorted().toList(), keys, "the same order in every run");
    float[] ours = weights(model, "model.layers.0.self_attn.q_proj.weight");
    float[] theirs = read.values("blk.0.attn_q.weight");
    int half = model.config().headWidth() / 2;
    assertEquals(ours[half * model.config().width()], theirs[model.config().width()]);
  }

  @Test
  @DisplayName("whose own file stacks gate and up has them one by one: Granite 4")
  void granite4() throws IOException {
    LanguageModel model = tiny("granitemoehybrid-plain");
    GgufReader read = written(model);
    for (String each : List.of("gate", "up", "down")) {
      assertArrayEquals(
          weights(model, "model.layers.1.mlp." + each + "_proj.weight"),
          read.values("blk.1.ffn_" + each + ".weight"));
    }
    assertEquals(48, read.metadata.get("granite.feed_forward_length"));
  }

  @Test
  @DisplayName("with norms of 1 + gain has gains of 1 more, four of a block: Gemma 3")
  void gemma3() throws IOException {
    LanguageModel model = tiny("gemma3-plain");
    GgufReader read = written(model);
    assertEquals(8, read.metadata.get("gemma3.attention.sliding_window"));
    assertEquals(
        List.of(true, true, false), read.metadata.get("gemma3.attention.sliding_window_pattern"));
    assertEquals(1e6f, read.metadata.get("gemma3.rope.freq_base"));
    assertEquals(1e4f, read.metadata.get("gemma3.rope.freq_base_swa"));
    assertEquals(512, read.metadata.get("gemma3.context_length"), "windows shorten no text");
    for (String[] norm :
        new String[][] {
          {"input_layernorm", "attn_norm"},
          {"post_attention_layernorm", "post_attention_norm"},
          {"pre_feedforward_layernorm", "ffn_norm"},
          {"post_feedforward_layernorm", "post_ffw_norm"},
          {"self_attn.q_norm", "attn_q_norm"},
          {"self_attn.k_norm", "attn_k_norm"},
        }) {
      assertGains(model, read, "model.layers.1." + norm[0], "blk.1." + norm[1]);
    }
    assertGains(model, read, "model.norm", "output_norm");
    assertArrayEquals(
        weights(model, "model.layers.1.self_attn.q_proj.weight"),
        read.values("blk.1.attn_q.weight"),
        "queries keep their order");
    assertFalse(read.places.containsKey("output.weight"));
  }

  private static void assertGains(
      LanguageModel model, GgufReader read, String ours, String theirs) {
    float[] gains = weights(model, ours + ".weight");
    for (int i = 0; i < gains.length; i++) {
      gains[i] = 1 + gains[i];
    }
    assertArrayEquals(gains, read.values(theirs + ".weight"), theirs);
  }

  @Test
  @DisplayName("names no pattern of windows where it is the usual one, and has soft caps: Gemma 2")
  void gemma2() throws IOException {
    GgufReader read = written(tiny("gemma2-plain"));
    assertNull(read.metadata.get("gemma2.attention.sliding_window_pattern"));
    assertEquals(50f, read.metadata.get("gemma2.attn_logit_softcapping"));
    assertEquals(30f, read.metadata.get("gemma2.final_logit_softcapping"));
  }

  @Test
  @DisplayName("with norms only after layers has none before, and an output matrix: OLMo 2")
  void olmo2() throws IOException {
    LanguageModel model = tiny("olmo2-plain");
    GgufReader read = written(model);
    assertFalse(read.places.containsKey("blk.0.attn_norm.weight"));
    assertFalse(read.places.containsKey("blk.0.ffn_norm.weight"));
    assertArrayEquals(
        weights(model, "model.layers.0.post_attention_layernorm.weight"),
        read.values("blk.0.post_attention_norm.weight"));
    assertArrayEquals(
        weights(model, "model.layers.0.self_attn.k_norm.weight"),
        read.values("blk.0.attn_k_norm.weight"));
    LanguageModel tied =
        LanguageModel.of(
            model.config().tied(true),
            Tiny.weights(model.config().tied(true), 3),
            model.tokenizer());
    Files.delete(folder.resolve("a.gguf"));
    GgufReader both = written(tied);
    assertArrayEquals(both.values("token_embd.weight"), both.values("output.weight"));
  }

  @Test
  @DisplayName("with a bias of logits has it, and one norm in a block: Phi")
  void phi() throws IOException {
    LanguageModel model = tiny("phi-plain");
    GgufReader read = written(model);
    assertArrayEquals(weights(model, "lm_head.bias"), read.values("output.bias"));
    assertFalse(read.places.containsKey("blk.0.ffn_norm.weight"));
    assertEquals(4, read.metadata.get("phi2.rope.dimension_count"));
  }

  @Test
  @DisplayName("with stacked matrices has them stacked: Phi-3")
  void phi3() throws IOException {
    LanguageModel model = tiny("phi3-plain");
    GgufReader read = written(model);
    float[] stacked = read.values("blk.0.attn_qkv.weight");
    int at = 0;
    for (String part : List.of("q", "k", "v")) {
      float[] own = weights(model, "model.layers.0.self_attn." + part + "_proj.weight");
      assertArrayEquals(own, Arrays.copyOfRange(stacked, at, at + own.length));
      at += own.length;
    }
    assertEquals(at, stacked.length);
    float[] gate = weights(model, "model.layers.0.mlp.gate_proj.weight");
    float[] up = read.values("blk.0.ffn_up.weight");
    assertArrayEquals(gate, Arrays.copyOf(up, gate.length));
    assertEquals(2 * gate.length, up.length);
  }

  @Test
  @DisplayName("has factors of rotary frequencies for short and for long texts: Phi-3's longrope")
  void longRope() throws IOException {
    LanguageModel model = tiny("phi3-longrope");
    JsonObject scaling =
        FamilyCases.named("phi3-longrope").config().getAsJsonObject("rope_scaling");
    GgufReader read = written(model);
    for (String[] factors :
        new String[][] {
          {"short_factor", "rope_factors_short"}, {"long_factor", "rope_factors_long"}
        }) {
      float[] theirs = read.values(factors[1] + ".weight");
      for (int i = 0; i < theirs.length; i++) {
        assertEquals(scaling.getAsJsonArray(factors[0]).get(i).getAsDouble(), theirs[i], 1e-6);
      }
    }
    assertEquals(
        (float) model.config().architecture().ropes().get(0).amplitude(),
        read.metadata.get("phi3.rope.scaling.attn_factor"));
    assertEquals(256, read.metadata.get("phi3.rope.scaling.original_context_length"));
    assertEquals(512, read.metadata.get("phi3.context_length"));
  }

  @Test
  @DisplayName("leaves yarn to llama.cpp where that reads no factors: Qwen 2 and OLMo 2")
  void yarn() throws IOException {
    GgufReader read = written(tiny("olmo2-yarn"));
    assertEquals("yarn", read.metadata.get("olmo2.rope.scaling.type"));
    assertEquals(4f, read.metadata.get("olmo2.rope.scaling.factor"));
    assertEquals(128, read.metadata.get("olmo2.rope.scaling.original_context_length"));
    assertEquals(32f, read.metadata.get("olmo2.rope.scaling.yarn_beta_fast"));
    assertNull(read.metadata.get("olmo2.rope.scaling.attn_factor"), "the usual amplitude");
    assertFalse(read.places.containsKey("rope_freqs.weight"));
    LanguageModel llama = tiny("llama-yarn-5");
    Files.delete(folder.resolve("a.gguf"));
    GgufReader factors = written(llama);
    assertTrue(factors.places.containsKey("rope_freqs.weight"));
    assertEquals(
        (float) llama.config().architecture().ropes().get(0).amplitude(),
        factors.metadata.get("llama.rope.scaling.attn_factor"));
  }

  @Test
  @DisplayName("of frequencies that no program computes so is refused")
  void frequencies() {
    JsonObject json = FamilyCases.named("olmo2-yarn").config();
    json.getAsJsonObject("rope_scaling").addProperty("truncate", false);
    String said = assertThrows(InvalidInputException.class, () -> written(tiny(json))).getMessage();
    assertTrue(said.contains("reads no factors of single rotary frequencies of olmo2"), said);
  }

  @Test
  @DisplayName("states the stretched base of Hunyuan, and the length up to which Ministral is one")
  void bases() throws IOException {
    GgufReader hunyuan = written(tiny("hunyuan-plain"));
    double stretched = 1e4 * Math.pow(1000, 8 / 6.0);
    assertEquals((float) stretched, (float) hunyuan.metadata.get("hunyuan-dense.rope.freq_base"));
    assertFalse(hunyuan.metadata.containsKey("hunyuan-dense.rope.scaling.type"));
    Files.delete(folder.resolve("a.gguf"));
    GgufReader ministral = written(tiny("ministral3-plain"));
    assertEquals(256, ministral.metadata.get("llama.context_length"));
  }
}
