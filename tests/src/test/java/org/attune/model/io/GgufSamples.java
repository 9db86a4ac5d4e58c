package org.attune.model.io;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Writes the smallest GGUF files that are models. */
final class GgufSamples {
  private static final int WIDTH = 4;
  private static final String SPACE = "\u2581";

  private GgufSamples() {}

  /**
   * Writes a Llama of one layer with seven tokens.
   *
   * @param kind llama.cpp's name for the kind of tokenizer: {@code gpt2} or {@code llama}
   * @param others more entries, or others in the place of some
   */
  static Path write(Path file, String kind, Map<String, Object> others) {
    return write(file, kind, others, name -> true);
  }

  /** Writes the same with some of the tensors only. */
  static Path write(Path file, String kind, Map<String, Object> others, Predicate<String> held) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("general.architecture", "llama");
    entries.put("llama.block_count", 1);
    entries.put("llama.context_length", 16);
    entries.put("llama.embedding_length", WIDTH);
    entries.put("llama.feed_forward_length", WIDTH);
    entries.put("llama.attention.head_count", 1);
    entries.put("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    entries.putAll(kind.equals("gpt2") ? bytes() : characters());
    entries.put("tokenizer.ggml.bos_token_id", 0);
    entries.put("tokenizer.ggml.eos_token_id", 1);
    entries.put("tokenizer.chat_template", "{{ messages[0].content }}");
    entries.putAll(others);
    GgufWriter out = new GgufWriter();
    entries.forEach(out::put);
    tensors(out, held);
    out.write(file);
    return file;
  }

  /** Returns the entries of a tokenizer of seven tokens that merges bytes. */
  static Map<String, Object> bytes() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("tokenizer.ggml.model", "gpt2");
    entries.put("tokenizer.ggml.pre", "llama-bpe");
    entries.put("tokenizer.ggml.tokens", List.of("<s>", "</s>", "<u>", "a", "b", "ab", "\u0120"));
    entries.put("tokenizer.ggml.token_type", List.of(3, 3, 4, 1, 1, 1, 1));
    entries.put("tokenizer.ggml.merges", List.of("a b"));
    return entries;
  }

  private static Map<String, Object> characters() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("tokenizer.ggml.model", "llama");
    entries.put(
        "tokenizer.ggml.tokens",
        List.of("<s>", "</s>", "<unk>", SPACE, "a", SPACE + "a", "<0x41>"));
    entries.put("tokenizer.ggml.scores", List.of(0f, 0f, 0f, -3f, -2f, -1f, 0f));
    entries.put("tokenizer.ggml.token_type", List.of(3, 3, 2, 1, 1, 1, 6));
    entries.put("tokenizer.ggml.unknown_token_id", 2);
    return entries;
  }

  private static void tensors(GgufWriter out, Predicate<String> held) {
    tensor(out, held, "token_embd.weight", 7, WIDTH);
    for (String name :
        List.of("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")) {
      tensor(out, held, "blk.0." + name + ".weight", WIDTH, WIDTH);
    }
    tensor(out, held, "blk.0.attn_norm.weight", WIDTH);
    tensor(out, held, "blk.0.ffn_norm.weight", WIDTH);
    tensor(out, held, "output_norm.weight", WIDTH);
  }

  private static void tensor(GgufWriter out, Predicate<String> held, String name, long... shape) {
    if (held.test(name)) {
      tensor(out, name, shape);
    }
  }

  /** Adds a tensor of a few different numbers. */
  static void tensor(GgufWriter out, String name, long... shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.25f * (i % 5) - 0.5f;
    }
    out.tensor(name, shape, GgufType.F32, () -> values);
  }
}
