package org.attune.model.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.attune.model.LlamaConfig;
import org.attune.model.Weights;
import org.attune.model.family.Architecture;
import org.attune.model.family.FileNames;
import org.attune.model.family.GgufArchitecture;
import org.attune.model.family.GgufArchitecture.Feature;

/** Adds a decoder's weights to a GGUF file, under llama.cpp's names and as it expects them. */
final class GgufTensors {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("input_layernorm", "attn_norm"),
          Map.entry("self_attn.q_proj", "attn_q"),
          Map.entry("self_attn.k_proj", "attn_k"),
          Map.entry("self_attn.v_proj", "attn_v"),
          Map.entry("self_attn.qkv_proj", "attn_qkv"),
          Map.entry("self_attn.o_proj", "attn_output"),
          Map.entry("self_attn.q_norm", "attn_q_norm"),
          Map.entry("self_attn.k_norm", "attn_k_norm"),
          Map.entry("pre_feedforward_layernorm", "ffn_norm"),
          Map.entry("mlp.gate_proj", "ffn_gate"),
          Map.entry("mlp.up_proj", "ffn_up"),
          Map.entry("mlp.gate_up_proj", "ffn_up"),
          Map.entry("mlp.down_proj", "ffn_down"),
          Map.entry("post_feedforward_layernorm", "post_ffw_norm"),
          Map.entry("mlp.gate", "ffn_gate_inp"),
          Map.entry("mlp.experts.gate_proj", "ffn_gate_exps"),
          Map.entry("mlp.experts.up_proj", "ffn_up_exps"),
          Map.entry("mlp.experts.down_proj", "ffn_down_exps"),
          Map.entry("mlp.shared_expert_gate", "ffn_gate_inp_shexp"),
          Map.entry("conv.in_proj", "shortconv.in_proj"),
          Map.entry("conv.conv", "shortconv.conv"),
          Map.entry("conv.out_proj", "shortconv.out_proj"));

  /** What llama.cpp wants in 32 bits, though it is no vector. */
  private static final Set<String> WIDE =
      Set.of("ffn_gate_inp", "ffn_gate_inp_shexp", "shortconv.conv");

  private static final String AFTER_ATTENTION = "post_attention_layernorm";
  private static final String LAYERS = FileNames.OWN_BLOCKS;
  private static final String EMBEDDING = FileNames.EMBEDDING;
  private static final String QUERIES = "self_attn.q_proj.";
  static final String OUTPUT = "output.weight";

  private final LlamaConfig config;
  private final Architecture architecture;
  private final GgufArchitecture target;

  GgufTensors(LlamaConfig config, GgufArchitecture target) {
    this.config = config;
    this.architecture = config.architecture();
    this.target = target;
  }

  /**
   * Returns the decoder's own names, with what llama.cpp reads as one matrix, as it does those of
   * all experts.
   *
   * @param attention whether queries, keys and values are
   * @param gate whether gate and up are
   */
  static FileNames stacked(boolean attention, boolean gate, Architecture architecture) {
    Map<String, List<String>> stacks = new TreeMap<>();
    architecture.experts().ifPresent(experts -> stacks.putAll(experts.stacksByKind()));
    for (String kind : attention ? List.of("weight", "bias") : List.<String>of()) {
      stacks.put("self_attn.qkv_proj." + kind, parts("self_attn.", kind, "q", "k", "v"));
    }
    if (gate) {
      stacks.put("mlp.gate_up_proj.weight", parts("mlp.", "weight", "gate", "up"));
    }
    return FileNames.LLAMA.stacks(stacks);
  }

  private static List<String> parts(String room, String kind, String... names) {
    return Stream.of(names).map(name -> room + name + "_proj." + kind).toList();
  }

  /** Adds all weights, matrices in the given type and vectors in 32 bits. */
  void add(Weights weights, GgufType type, GgufWriter out) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    weights.names().forEach(name -> shapes.put(name, weights.shape(name).getShape()));
    for (SafeTensors.Pending stored :
        pending(shapes, name -> changed(name, weights.values(name)))) {
      add(renamed(stored.name()), stored, type, out);
      if (stored.name().equals(EMBEDDING) && copied()) {
        add(OUTPUT, stored, type, out);
      }
    }
  }

  private List<SafeTensors.Pending> pending(
      Map<String, long[]> shapes, Function<String, float[]> fetch) {
    boolean all = target.has(Feature.STACKED_MATRICES);
    boolean attention = all || target.has(Feature.STACKED_ATTENTION);
    if (attention || architecture.experts().isPresent()) {
      FileNames stacked = stacked(attention, all, architecture);
      return new FusedWeights(config, stacked, shapes).pending(fetch);
    }
    List<SafeTensors.Pending> single = new ArrayList<>();
    shapes.forEach(
        (name, shape) -> single.add(new SafeTensors.Pending(name, shape, () -> fetch.apply(name))));
    return single;
  }

  private boolean copied() {
    return config.tied() && target.has(Feature.OUTPUT_MATRIX);
  }

  private static void add(String name, SafeTensors.Pending stored, GgufType type, GgufWriter out) {
    long[] shape = stored.shape();
    GgufType narrow = type.fits(shape[shape.length - 1]) ? type : GgufType.F16;
    boolean wide =
        shape.length < 2 || WIDE.stream().anyMatch(n -> name.endsWith("." + n + ".weight"));
    out.tensor(name, shape, wide ? GgufType.F32 : narrow, stored.values());
  }

  /** Returns llama.cpp's name for weights of the decoder's own name. */
  String renamed(String name) {
    if (!name.startsWith(LAYERS)) {
      return switch (name) {
        case EMBEDDING -> "token_embd.weight";
        case FileNames.NORM ->
            target.has(Feature.CONVOLUTIONS) ? "token_embd_norm.weight" : "output_norm.weight";
        case "model.norm.bias" -> "output_norm.bias";
        case FileNames.POSITIONS -> "position_embd.weight";
        case FileNames.EMBEDDING_NORM + ".weight" -> "token_embd_norm.weight";
        case FileNames.EMBEDDING_NORM + ".bias" -> "token_embd_norm.bias";
        case "lm_head.weight" -> OUTPUT;
        case FileNames.OUTPUT_BIAS -> "output.bias";
        default -> throw unknown(name);
      };
    }
    int from = name.indexOf('.', LAYERS.length());
    int to = name.lastIndexOf('.');
    String role = name.substring(from + 1, to);
    String known = role.equals(AFTER_ATTENTION) ? normAfterAttention() : NAMES.get(role);
    if (known == null) {
      throw unknown(name);
    }
    String of = isShared(role) ? "_shexp" : "";
    return "blk." + name.substring(LAYERS.length(), from) + "." + known + of + name.substring(to);
  }

  /**
   * Returns whether a matrix beside those of experts belongs to one that every token is read by.
   */
  private boolean isShared(String role) {
    return architecture.experts().isPresent() && role.matches("mlp\\.(gate|up|down)_proj");
  }

  /** Where only norms before a layer exist, the one after attention is that of the next layer. */
  private String normAfterAttention() {
    return architecture.normsAfter() ? "post_attention_norm" : "ffn_norm";
  }

  private static IllegalStateException unknown(String name) {
    return new IllegalStateException("No GGUF name is known for " + name + ".");
  }

  private float[] changed(String name, float[] values) {
    if (architecture.gainPlusOne() && name.endsWith("norm.weight")) {
      for (int i = 0; i < values.length; i++) {
        values[i]++; // llama.cpp multiplies by the gain alone.
      }
    }
    boolean queries = name.contains(QUERIES);
    return pairs(name, target)
        ? paired(values, queries ? config.heads() : config.keyValueHeads())
        : values;
  }

  /** Returns whether rows of some weights have another order in the file. */
  static boolean pairs(String name, GgufArchitecture target) {
    return (name.contains(QUERIES) || name.contains("self_attn.k_proj."))
        && target.has(Feature.ROTATES_NEIGHBOURS);
  }

  /**
   * Reorders the rows of queries or keys for a program that rotates neighbouring numbers, where
   * Hugging Face rotates the two halves of a head.
   */
  private float[] paired(float[] values, int heads) {
    int rows = heads * config.headWidth();
    int row = values.length / rows;
    int half = config.headWidth() / 2;
    float[] paired = new float[values.length];
    for (int to = 0; to < rows; to++) {
      int inside = to % config.headWidth();
      int from = to - inside + inside / 2 + (inside % 2) * half;
      System.arraycopy(values, from * row, paired, to * row, row);
    }
    return paired;
  }
}
