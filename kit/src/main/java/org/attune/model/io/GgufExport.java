package org.attune.model.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.Weights;
import org.attune.model.family.Architecture;
import org.attune.model.family.RopeParameters;
import org.attune.util.InvalidInputException;

/**
 * Writes a model as one GGUF file, which llama.cpp and Ollama run: Llama, Mistral, Granite, Qwen 2
 * and Qwen 3, with the tokenizer and the chat template. Vectors keep 32 bits.
 */
public final class GgufExport {
  private static final Map<String, String> ARCHITECTURES =
      new TreeMap<>(
          Map.of(
              "llama", "llama", "mistral", "llama", "granite", "granite", "qwen2", "qwen2", "qwen3",
              "qwen3"));

  /** Those whose queries and keys llama.cpp rotates by neighbouring numbers. */
  private static final Set<String> NEIGHBOURS = Set.of("llama", "granite");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("input_layernorm", "attn_norm"),
          Map.entry("self_attn.q_proj", "attn_q"),
          Map.entry("self_attn.k_proj", "attn_k"),
          Map.entry("self_attn.v_proj", "attn_v"),
          Map.entry("self_attn.o_proj", "attn_output"),
          Map.entry("self_attn.q_norm", "attn_q_norm"),
          Map.entry("self_attn.k_norm", "attn_k_norm"),
          Map.entry("post_attention_layernorm", "ffn_norm"),
          Map.entry("mlp.gate_proj", "ffn_gate"),
          Map.entry("mlp.up_proj", "ffn_up"),
          Map.entry("mlp.down_proj", "ffn_down"));

  private static final String LAYERS = "model.layers.";
  private static final double PRECISION = 1e-9;

  private final LanguageModel model;
  private final LlamaConfig config;
  private final String kind;
  private final GgufWriter out = new GgufWriter();

  private GgufExport(LanguageModel model) {
    this.model = model;
    this.config = model.config();
    String type = config.architecture().modelType();
    this.kind = ARCHITECTURES.get(type);
    InvalidInputException.unless(
        kind != null,
        "config.json: 'model_type' is %s, which cannot be exported to GGUF; supported are %s. Save"
            + " a Hugging Face folder and convert it with llama.cpp's convert_hf_to_gguf.py.",
        type,
        String.join(", ", ARCHITECTURES.keySet()));
    InvalidInputException.unless(
        !model.decoder().weights().has(HuggingFaceFolder.HEAD),
        "A reward model scores answers and generates none, so it cannot be exported to GGUF.");
  }

  /** Writes a new file; {@code name} is shown by programs that list models. */
  public static void write(LanguageModel model, String name, GgufType type, Path file) {
    GgufExport export = new GgufExport(model);
    export.describe(name, type);
    new GgufTokenizer(model.tokenizer(), model.config()).describe(export.out);
    export.ropes();
    export.tensors(type);
    export.out.write(file);
  }

  private void describe(String name, GgufType type) {
    out.put("general.architecture", kind).put("general.name", name);
    out.put("general.file_type", type.fileType()).put("general.quantization_version", 2);
    key("block_count", config.layers());
    key("context_length", context());
    key("embedding_length", config.width());
    key("feed_forward_length", config.inner());
    key("attention.head_count", config.heads());
    key("attention.head_count_kv", config.keyValueHeads());
    key("attention.key_length", config.headWidth());
    key("attention.value_length", config.headWidth());
    key("attention.layer_norm_rms_epsilon", (float) config.epsilon());
    key("vocab_size", config.vocabulary());
    key("rope.dimension_count", config.headWidth());
    key("rope.freq_base", (float) rope().theta());
    if (kind.equals("granite")) {
      scales(config.architecture());
    }
  }

  private void scales(Architecture architecture) {
    key("embedding_scale", (float) architecture.embeddingScale());
    key("residual_scale", (float) architecture.residualScale());
    key("attention.scale", (float) architecture.scoreScale());
    key("logit_scale", (float) (1 / architecture.logitScale())); // llama.cpp divides by it.
  }

  private void key(String name, Object value) {
    out.put(kind + "." + name, value);
  }

  /** llama.cpp attends to everything, so a text must not exceed the shortest window. */
  private int context() {
    int window =
        config.architecture().windows().stream()
            .filter(each -> each > 0)
            .min(Integer::compare)
            .orElse(config.context());
    return Math.min(config.context(), window);
  }

  private RopeParameters rope() {
    return config.architecture().ropes().get(0);
  }

  /** Writes scaled rotary frequencies as factors, which llama.cpp divides the plain ones by. */
  private void ropes() {
    List<Double> factors = factors(rope());
    if (factors.stream().allMatch(factor -> Math.abs(factor - 1) < PRECISION)) {
      return;
    }
    double first = factors.get(0);
    if (factors.stream().allMatch(factor -> Math.abs(factor / first - 1) < PRECISION)) {
      key("rope.scaling.type", "linear");
      key("rope.scaling.factor", (float) first);
      return;
    }
    InvalidInputException.unless(
        NEIGHBOURS.contains(kind),
        "config.json: llama.cpp reads scaled rotary frequencies of Llama, not of %s.",
        kind);
    float[] values = new float[factors.size()];
    IntStream.range(0, values.length).forEach(i -> values[i] = factors.get(i).floatValue());
    out.tensor("rope_freqs.weight", new long[] {values.length}, GgufType.F32, () -> values);
  }

  /** Returns by what each frequency of plain rotary positions is divided. */
  private static List<Double> factors(RopeParameters rope) {
    InvalidInputException.unless(
        rope.amplitude() == 1,
        "config.json: its rotary positions are scaled with an attention factor of %s (yarn or"
            + " longrope), which cannot be exported to GGUF; convert a saved folder with"
            + " llama.cpp's convert_hf_to_gguf.py.",
        rope.amplitude());
    List<Double> plain =
        RopeParameters.plain(rope.width(), rope.theta(), rope.context()).frequencies();
    return IntStream.range(0, plain.size())
        .mapToObj(i -> plain.get(i) / rope.frequencies().get(i))
        .toList();
  }

  private void tensors(GgufType type) {
    Weights weights = model.decoder().weights();
    weights.forEach(
        (name, array) -> {
          long[] shape = array.getShape().getShape();
          boolean matrix = shape.length > 1;
          GgufType narrow = type.fits(shape[shape.length - 1]) ? type : GgufType.F16;
          out.tensor(
              renamed(name),
              shape,
              matrix ? narrow : GgufType.F32,
              () -> paired(name, weights.values(name)));
        });
  }

  static String renamed(String name) {
    if (!name.startsWith(LAYERS)) {
      return switch (name) {
        case "model.embed_tokens.weight" -> "token_embd.weight";
        case "model.norm.weight" -> "output_norm.weight";
        case "lm_head.weight" -> "output.weight";
        default -> throw new IllegalStateException("No GGUF name is known for " + name + ".");
      };
    }
    int from = name.indexOf('.', LAYERS.length());
    int to = name.lastIndexOf('.');
    String role = NAMES.get(name.substring(from + 1, to));
    return "blk." + name.substring(LAYERS.length(), from) + "." + role + name.substring(to);
  }

  /**
   * llama.cpp rotates neighbouring numbers of a Llama's or Granite's queries and keys, where
   * Hugging Face rotates the two halves of a head: the rows are reordered.
   */
  private float[] paired(String name, float[] values) {
    boolean queries = name.contains("self_attn.q_proj.");
    if (!NEIGHBOURS.contains(kind) || !(queries || name.contains("self_attn.k_proj."))) {
      return values;
    }
    int rows = (queries ? config.heads() : config.keyValueHeads()) * config.headWidth();
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
