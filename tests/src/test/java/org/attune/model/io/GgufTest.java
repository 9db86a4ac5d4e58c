package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.Policy;
import org.attune.engine.HostTensor;
import org.attune.model.LanguageModel;
import org.attune.model.Lora;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A GGUF file")
final class GgufTest {
  @TempDir private Path folder;

  private static float[] weights(Policy policy, String name) {
    return policy.model().decoder().weights().values(name);
  }

  @Test
  @DisplayName("holds shape, tokenizer and weights under llama.cpp's names")
  void contents() throws IOException {
    Policy policy = Policy.bundled();
    var config = policy.model().config();
    GgufReader read = new GgufReader(policy.saveGguf(folder.resolve("a.gguf"), "f32"));
    assertEquals("llama", read.metadata.get("general.architecture"));
    assertEquals(config.layers(), read.metadata.get("llama.block_count"));
    assertEquals(config.keyValueHeads(), read.metadata.get("llama.attention.head_count_kv"));
    assertEquals(
        (float) config.epsilon(), read.metadata.get("llama.attention.layer_norm_rms_epsilon"));
    assertEquals("gpt2", read.metadata.get("tokenizer.ggml.model"));
    assertEquals("smollm", read.metadata.get("tokenizer.ggml.pre"));
    assertEquals(config.eos(), read.metadata.get("tokenizer.ggml.eos_token_id"));
    assertEquals(true, read.metadata.get("tokenizer.ggml.add_bos_token"));
    List<?> tokens = (List<?>) read.metadata.get("tokenizer.ggml.tokens");
    assertEquals(config.vocabulary(), tokens.size());
    assertEquals("</s>", tokens.get(config.eos()));
    assertArrayEquals(
        weights(policy, "model.embed_tokens.weight"), read.values("token_embd.weight"));
    assertArrayEquals(
        weights(policy, "model.layers.1.mlp.down_proj.weight"),
        read.values("blk.1.ffn_down.weight"));
    long[] down = read.places.get("blk.0.ffn_down.weight");
    assertEquals(List.of((long) config.inner(), (long) config.width()), List.of(down[2], down[3]));
    assertEquals(config.tied(), !read.places.containsKey("output.weight"));
  }

  @Test
  @DisplayName("reorders a Llama's queries and keys, so that rotated pairs are neighbours")
  void pairs() throws IOException {
    Policy policy = Policy.bundled();
    var config = policy.model().config();
    GgufReader read = new GgufReader(policy.saveGguf(folder.resolve("a.gguf"), "f32"));
    float[] ours = weights(policy, "model.layers.0.self_attn.k_proj.weight");
    float[] theirs = read.values("blk.0.attn_k.weight");
    int half = config.headWidth() / 2;
    for (int head = 0; head < config.keyValueHeads(); head++) {
      for (int i = 0; i < half; i++) {
        int row = head * config.headWidth();
        int width = config.width();
        assertEquals(ours[(row + i) * width], theirs[(row + 2 * i) * width]);
        assertEquals(ours[(row + half + i) * width + 3], theirs[(row + 2 * i + 1) * width + 3]);
      }
    }
  }

  @Test
  @DisplayName("in q8_0 or f16 is as near to the weights as the type allows")
  void quantised() throws IOException {
    Policy policy = Policy.bundled();
    float[] exact = weights(policy, "model.layers.0.mlp.up_proj.weight");
    GgufReader read = new GgufReader(policy.saveGguf(folder.resolve("a.gguf"), "q8_0"));
    assertEquals(8, read.places.get("blk.0.ffn_up.weight")[0]);
    assertEquals(0, read.places.get("blk.0.ffn_norm.weight")[0]);
    float[] near = read.values("blk.0.ffn_up.weight");
    for (int block = 0; block < exact.length; block += 32) {
      float largest = 0;
      for (int i = block; i < block + 32; i++) {
        largest = Math.max(largest, Math.abs(exact[i]));
      }
      for (int i = block; i < block + 32; i++) {
        // Half a step of 1/127, and the rounding of the scale to half precision.
        assertEquals(exact[i], near[i], largest * (0.5f / 127 + 1f / 2048));
      }
    }
    float[] half =
        new GgufReader(policy.saveGguf(folder.resolve("b.gguf"))).values("blk.0.ffn_up.weight");
    for (int i = 0; i < exact.length; i++) {
      assertEquals(exact[i], half[i], Math.abs(exact[i]) / 2048 + 6e-8f);
    }
  }

  @Test
  @DisplayName("of a policy with an adapter has the adapter merged into the weights")
  void adapted() throws IOException {
    LanguageModel base = GgufFamiliesTest.tiny("llama-plain");
    LanguageModel adapted = base.trainee(Optional.of(new Lora(2, 4)), 1);
    Map<String, HostTensor> trained = new LinkedHashMap<>();
    adapted
        .decoder()
        .trainable()
        .tensors()
        .forEach((name, tensor) -> trained.put(name, halves(tensor.shape())));
    adapted.decoder().trainable().set(trained);
    byte[] file = written(adapted);
    assertArrayEquals(written(adapted.merged()), file);
    assertFalse(Arrays.equals(written(base), file));
  }

  private static HostTensor halves(long[] shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Arrays.fill(values, 0.5f);
    return new HostTensor(shape, values);
  }

  private byte[] written(LanguageModel model) throws IOException {
    Path file = Files.createTempDirectory(folder, "model").resolve("a.gguf");
    GgufExport.write(model, "model", GgufType.F32, file);
    return Files.readAllBytes(file);
  }

  @Test
  @DisplayName("is never overwritten, and other types are refused")
  void refused() throws IOException {
    Policy policy = Policy.bundled();
    Path there = Files.writeString(folder.resolve("a.gguf"), "mine");
    String kept =
        assertThrows(InvalidInputException.class, () -> policy.saveGguf(there)).getMessage();
    assertTrue(kept.contains("exists already"), kept);
    assertEquals("mine", Files.readString(there));
    String type =
        assertThrows(
                InvalidInputException.class, () -> policy.saveGguf(folder.resolve("b"), "q4_k"))
            .getMessage();
    assertTrue(type.contains("'q4_k'") && type.contains("llama-quantize"), type);
  }
}
