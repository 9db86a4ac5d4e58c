package org.attune.model.io;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the smallest GGUF files of models whose blocks are not Llama's. */
final class GgufKindSamples {
  private static final int WIDTH = 4;
  private static final int EXPERTS = 3;

  private GgufKindSamples() {}

  /**
   * Writes a Qwen 2 of one layer with three experts and a shared one, whose gate is a vector, as
   * llama.cpp writes it.
   *
   * @param others more entries, or others in the place of some
   */
  static Path experts(Path file, Map<String, Object> others) {
    GgufWriter out = new GgufWriter();
    Map<String, Object> entries = entries("qwen2moe");
    entries.put("qwen2moe.block_count", 1);
    entries.put("qwen2moe.expert_count", EXPERTS);
    entries.put("qwen2moe.expert_used_count", 2);
    entries.put("qwen2moe.expert_feed_forward_length", 2);
    entries.put("qwen2moe.expert_shared_feed_forward_length", 6);
    entries.putAll(others);
    entries.forEach(out::put);
    GgufSamples.tensor(out, "token_embd.weight", 7, WIDTH);
    attention(out, "blk.0.");
    for (String name : List.of("attn_q", "attn_k", "attn_v")) {
      GgufSamples.tensor(out, "blk.0." + name + ".bias", WIDTH);
    }
    GgufSamples.tensor(out, "blk.0.ffn_gate_inp.weight", EXPERTS, WIDTH);
    GgufSamples.tensor(out, "blk.0.ffn_gate_exps.weight", EXPERTS, 2, WIDTH);
    GgufSamples.tensor(out, "blk.0.ffn_up_exps.weight", EXPERTS, 2, WIDTH);
    GgufSamples.tensor(out, "blk.0.ffn_down_exps.weight", EXPERTS, WIDTH, 2);
    GgufSamples.tensor(out, "blk.0.ffn_gate_inp_shexp.weight", WIDTH);
    GgufSamples.tensor(out, "blk.0.ffn_gate_shexp.weight", 6, WIDTH);
    GgufSamples.tensor(out, "blk.0.ffn_up_shexp.weight", 6, WIDTH);
    GgufSamples.tensor(out, "blk.0.ffn_down_shexp.weight", WIDTH, 6);
    GgufSamples.tensor(out, "output_norm.weight", WIDTH);
    out.write(file);
    return file;
  }

  /**
   * Writes an LFM2 with a convolution in the first layer and attention in the second one.
   *
   * @param others more entries, or others in the place of some
   */
  static Path convolutions(Path file, Map<String, Object> others) {
    GgufWriter out = new GgufWriter();
    Map<String, Object> entries = entries("lfm2");
    entries.put("lfm2.block_count", 2);
    entries.put("lfm2.attention.head_count_kv", List.of(0, 2));
    entries.put("lfm2.shortconv.l_cache", 3);
    entries.putAll(others);
    entries.forEach(out::put);
    GgufSamples.tensor(out, "token_embd.weight", 7, WIDTH);
    GgufSamples.tensor(out, "blk.0.shortconv.in_proj.weight", 3 * WIDTH, WIDTH);
    GgufSamples.tensor(out, "blk.0.shortconv.conv.weight", WIDTH, 3);
    GgufSamples.tensor(out, "blk.0.shortconv.out_proj.weight", WIDTH, WIDTH);
    GgufSamples.tensor(out, "blk.0.attn_norm.weight", WIDTH);
    GgufSamples.tensor(out, "blk.0.ffn_norm.weight", WIDTH);
    attention(out, "blk.1.");
    GgufSamples.tensor(out, "blk.1.attn_q_norm.weight", 2);
    GgufSamples.tensor(out, "blk.1.attn_k_norm.weight", 2);
    for (String layer : List.of("blk.0.", "blk.1.")) {
      for (String name : List.of("ffn_gate", "ffn_up", "ffn_down")) {
        GgufSamples.tensor(out, layer + name + ".weight", WIDTH, WIDTH);
      }
    }
    GgufSamples.tensor(out, "token_embd_norm.weight", WIDTH);
    out.write(file);
    return file;
  }

  private static Map<String, Object> entries(String architecture) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("general.architecture", architecture);
    String prefix = architecture + ".";
    entries.put(prefix + "context_length", 16);
    entries.put(prefix + "embedding_length", WIDTH);
    entries.put(prefix + "feed_forward_length", WIDTH);
    entries.put(prefix + "attention.head_count", 2);
    entries.put(prefix + "attention.layer_norm_rms_epsilon", 1e-5f);
    entries.putAll(GgufSamples.bytes());
    entries.put("tokenizer.ggml.bos_token_id", 0);
    entries.put("tokenizer.ggml.eos_token_id", 1);
    return entries;
  }

  private static void attention(GgufWriter out, String layer) {
    for (String name : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
      GgufSamples.tensor(out, layer + name + ".weight", WIDTH, WIDTH);
    }
    GgufSamples.tensor(out, layer + "attn_norm.weight", WIDTH);
    GgufSamples.tensor(out, layer + "ffn_norm.weight", WIDTH);
  }
}
