package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.Policy;
import org.attune.Tiny;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Tokenizer;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A GGUF file")
final class GgufTest {
  @TempDir private Path folder;

  /** Reads the format independently of the writer. */
  private static final class Reader {
    final Map<String, Object> metadata = new LinkedHashMap<>();
    final Map<String, long[]> places = new LinkedHashMap<>(); // type, offset, then dimensions
    final ByteBuffer in;
    final int data;

    Reader(Path file) throws IOException {
      in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      byte[] magic = new byte[4];
      in.get(magic);
      assertEquals("GGUF", new String(magic, StandardCharsets.US_ASCII));
      assertEquals(3, in.getInt());
      long tensors = in.getLong();
      long entries = in.getLong();
      for (long i = 0; i < entries; i++) {
        metadata.put(text(), value(in.getInt()));
      }
      for (long i = 0; i < tensors; i++) {
        String name = text();
        int rank = in.getInt();
        long[] place = new long[rank + 2];
        for (int d = 0; d < rank; d++) {
          place[d + 2] = in.getLong();
        }
        place[0] = in.getInt();
        place[1] = in.getLong();
        places.put(name, place);
      }
      data = (in.position() + 31) / 32 * 32;
    }

    private String text() {
      byte[] bytes = new byte[(int) in.getLong()];
      in.get(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private Object value(int type) {
      return switch (type) {
        case 4, 5 -> in.getInt();
        case 6 -> in.getFloat();
        case 7 -> in.get() != 0;
        case 8 -> text();
        case 9 -> {
          int inner = in.getInt();
          long count = in.getLong();
          List<Object> list = new ArrayList<>();
          for (long i = 0; i < count; i++) {
            list.add(value(inner));
          }
          yield list;
        }
        default -> throw new IllegalStateException("type " + type);
      };
    }

    float[] values(String name) {
      long[] place = places.get(name);
      assertEquals(0, place[1] % 32);
      int count = 1;
      for (int d = 2; d < place.length; d++) {
        count *= (int) place[d];
      }
      float[] values = new float[count];
      in.position(data + (int) place[1]);
      for (int i = 0; i < count; i++) {
        if (place[0] == 8) {
          float scale = HalfFloat.toFloat(in.getShort());
          for (int j = 0; j < 32; j++) {
            values[i + j] = scale * in.get();
          }
          i += 31;
        } else {
          values[i] = place[0] == 0 ? in.getFloat() : HalfFloat.toFloat(in.getShort());
        }
      }
      return values;
    }
  }

  private static float[] weights(Policy policy, String name) {
    return policy.model().decoder().weights().values(name);
  }

  @Test
  @DisplayName("holds shape, tokenizer and weights under llama.cpp's names")
  void contents() throws IOException {
    Policy policy = Policy.bundled();
    var config = policy.model().config();
    Reader read = new Reader(policy.saveGguf(folder.resolve("a.gguf"), "f32"));
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
    Reader read = new Reader(policy.saveGguf(folder.resolve("a.gguf"), "f32"));
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
    Reader read = new Reader(policy.saveGguf(folder.resolve("a.gguf"), "q8_0"));
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
        new Reader(policy.saveGguf(folder.resolve("b.gguf"))).values("blk.0.ffn_up.weight");
    for (int i = 0; i < exact.length; i++) {
      assertEquals(exact[i], half[i], Math.abs(exact[i]) / 2048 + 6e-8f);
    }
  }

  /** Returns a family's tiny model with the bundled tokenizer, since llama.cpp knows no other's. */
  static LanguageModel family(String name) {
    Tokenizer tokenizer = Policy.bundled().model().tokenizer();
    JsonObject json = FamilyCases.named(name).config();
    json.addProperty("vocab_size", tokenizer.largestId() + 1);
    LlamaConfig config = ConfigReader.read(json, name);
    return LanguageModel.of(config, Tiny.weights(config, 3), tokenizer);
  }

  @Test
  @DisplayName("of Granite has its four factors, and queries and keys as a Llama's")
  void granite() throws IOException {
    LanguageModel model = family("granite-plain");
    Path file = folder.resolve("a.gguf");
    GgufExport.write(model, "granite", GgufType.F32, file);
    Reader read = new Reader(file);
    assertEquals("granite", read.metadata.get("general.architecture"));
    assertEquals(3f, read.metadata.get("granite.embedding_scale"));
    assertEquals(0.22f, read.metadata.get("granite.residual_scale"));
    assertEquals(0.2f, read.metadata.get("granite.attention.scale"));
    assertEquals(4f, read.metadata.get("granite.logit_scale"));
    float[] ours = model.decoder().weights().values("model.layers.0.self_attn.q_proj.weight");
    float[] theirs = read.values("blk.0.attn_q.weight");
    int half = model.config().headWidth() / 2;
    assertEquals(ours[half * model.config().width()], theirs[model.config().width()]);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"gemma2-plain", "gemma3-plain", "olmo2-plain", "phi3-plain"})
  @DisplayName(
      "of other families is refused by a sentence that says what is written and what to do")
  void others(String name) {
    String said =
        assertThrows(
                InvalidInputException.class,
                () -> GgufExport.write(family(name), name, GgufType.F32, folder.resolve("a.gguf")))
            .getMessage();
    assertTrue(
        said.contains("which cannot be exported to GGUF; supported are granite, llama"), said);
    assertTrue(said.contains("convert_hf_to_gguf.py"), said);
    assertTrue(Files.notExists(folder.resolve("a.gguf")));
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
