package org.attune.model.io;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.family.Architecture;
import org.attune.model.family.Experts;
import org.attune.model.family.Families;
import org.attune.model.family.GgufArchitecture;
import org.attune.model.family.GgufArchitecture.Feature;
import org.attune.model.family.ShortConvolution;
import org.attune.util.InvalidInputException;

/**
 * Writes a model as one GGUF file, which llama.cpp and Ollama run, with the tokenizer and the chat
 * template. What llama.cpp makes of a family says its {@link GgufArchitecture}; a variant that
 * llama.cpp would run as another one is refused.
 */
public final class GgufExport {
  private static final double PRECISION = 1e-6;
  private static final int UNROTATED_PERIOD = 4;

  private final LanguageModel model;
  private final LlamaConfig config;
  private final Architecture architecture;
  private final GgufArchitecture target;
  private final GgufWriter out = new GgufWriter();

  private GgufExport(LanguageModel model) {
    this.model = model;
    this.config = model.config();
    this.architecture = config.architecture();
    this.target = Families.named(architecture.modelType()).gguf();
    InvalidInputException.unless(
        !model.decoder().weights().has(HuggingFaceFolder.HEAD),
        "A reward model scores answers and generates none, so it cannot be exported to GGUF.");
    InvalidInputException.unless(
        target.exists(),
        "config.json: models of the type %s cannot be exported to GGUF; run the Hugging Face folder"
            + " with transformers.",
        architecture.modelType());
  }

  /**
   * Writes a new file, with adapters merged into the weights; {@code name} is shown by programs
   * that list models.
   */
  public static void write(LanguageModel model, String name, GgufType type, Path file) {
    GgufExport export = new GgufExport(model.merged());
    export.checkBlocks();
    export.checkAttention();
    GgufTokenizer tokenizer = new GgufTokenizer(model.tokenizer(), model.config());
    export.describe(tokenizer.named(name), type);
    tokenizer.describe(export.out);
    if (!export.target.has(Feature.UNROTATED)) {
      new GgufRope(export.target, export.out).describe(export.architecture.ropes());
    }
    new GgufTensors(export.config, export.target)
        .add(export.model.decoder().weights(), type, export.out);
    export.out.write(file);
  }

  private void checkBlocks() {
    Architecture.Biases biases = architecture.biases();
    unless(
        target.has(Feature.OUTPUT_BIASES) || !(biases.output() || biases.feedForward()),
        "has biases of the attention's output or of the feed-forward layer");
    architecture.experts().ifPresent(this::checkExperts);
    unless(
        architecture.convolution().filter(ShortConvolution::bias).isEmpty(),
        "has biases of convolutions ('conv_bias' is true)");
    unless(
        !target.has(Feature.BIASES) || biases.queryKeyValue(),
        "has no biases of queries, keys and values ('attention_bias' is false)");
    unless(
        activations().contains(architecture.activation()),
        "has feed-forward layers with " + architecture.activation());
    unless(
        config.tied() || !target.has(Feature.TIED),
        "has an output matrix of its own ('tie_word_embeddings' is false)");
    unless(
        !target.has(Feature.SOFT_CAPS)
            || (architecture.scoreCap() > 0 && architecture.logitCap() > 0),
        "does not cap attention scores and logits");
  }

  /** llama.cpp knows for each family whether probabilities of experts are divided by their sum. */
  private void checkExperts(Experts experts) {
    boolean renormalises = target.has(Feature.RENORMALISES);
    unless(
        experts.renormalised() == renormalises,
        renormalises
            ? "does not divide the probabilities of experts by their sum"
            : "divides the probabilities of experts by their sum ('norm_topk_prob' is true)");
    unless(
        architecture.queryKeyNorm() != Architecture.QueryKeyNorm.ALL
            || config.heads() == config.keyValueHeads(),
        "normalises %d query and %d key heads".formatted(config.heads(), config.keyValueHeads()));
  }

  private List<Architecture.Activation> activations() {
    if (target.has(Feature.GELU_BY_TANH)) {
      return List.of(Architecture.Activation.GELU, Architecture.Activation.GELU_TANH);
    }
    if (target.has(Feature.RELU_SQUARED)) {
      return List.of(Architecture.Activation.RELU_SQUARED);
    }
    return List.of(
        target.has(Feature.GELU)
            ? Architecture.Activation.GELU_TANH
            : Architecture.Activation.SILU);
  }

  private void checkAttention() {
    unless(
        !target.has(Feature.HEADS_FILL_WIDTH)
            || config.heads() * config.headWidth() == config.width(),
        "has %d heads of %d in a residual stream of another width, %d"
            .formatted(config.heads(), config.headWidth(), config.width()));
    List<Integer> rotations = architecture.rotations();
    unless(
        target.has(Feature.UNROTATED)
            || IntStream.range(0, config.layers())
                .allMatch(layer -> rotations.get(layer) < 0 == unrotated(layer)),
        "has no positions in layers where llama.cpp has them, or the other way round");
    int square =
        config.layers() == target.widthScaledLayers()
            ? config.width() / config.heads()
            : config.headWidth();
    double scale = architecture.scoreScale();
    unless(
        target.numbers().containsKey(GgufArchitecture.SCORE_SCALE)
            || Math.abs(scale * Math.sqrt(square) - 1) < PRECISION,
        "scales attention scores by %.4f instead of %.4f".formatted(scale, 1 / Math.sqrt(square)));
  }

  private boolean unrotated(int layer) {
    return target.has(Feature.EVERY_FOURTH_UNROTATED) && (layer + 1) % UNROTATED_PERIOD == 0;
  }

  private void unless(boolean possible, String what) {
    InvalidInputException.unless(
        possible,
        "config.json: this %s %s, which llama.cpp cannot run, so it cannot be exported to GGUF;"
            + " run its Hugging Face folder with transformers.",
        architecture.modelType(),
        what);
  }

  private void describe(String name, GgufType type) {
    out.put("general.architecture", target.name()).put("general.name", name);
    out.put("general.file_type", type.fileType()).put("general.quantization_version", 2);
    key("block_count", config.layers());
    key("context_length", context());
    key("embedding_length", config.width());
    key("feed_forward_length", config.inner());
    key("attention.head_count", config.heads());
    key("attention.head_count_kv", keyValueHeads());
    key("attention.key_length", config.headWidth());
    key("attention.value_length", config.headWidth());
    String epsilon = architecture.normsCentre() ? "layer_norm_epsilon" : "layer_norm_rms_epsilon";
    key("attention." + epsilon, (float) config.epsilon());
    key("vocab_size", config.vocabulary());
    architecture.experts().ifPresent(this::describe);
    architecture.convolution().ifPresent(taps -> key("shortconv.l_cache", taps.length()));
    if (target.has(Feature.RESIDUAL_FORM)) {
      key("use_parallel_residual", architecture.parallel());
    }
    target.numbers().forEach((key, number) -> key(key, (float) number.applyAsDouble(architecture)));
    if (target.windowPeriod() > 0) {
      windows();
    }
  }

  private void describe(Experts experts) {
    key("expert_count", experts.count());
    key("expert_used_count", experts.used());
    key("expert_feed_forward_length", experts.width());
    if (experts.shared()) {
      key("expert_shared_feed_forward_length", config.inner());
    }
  }

  /** Returns the number of key heads, or a list of those of each layer if some have none. */
  private Object keyValueHeads() {
    if (architecture.convolution().isEmpty()) {
      return config.keyValueHeads();
    }
    return IntStream.range(0, config.layers())
        .mapToObj(layer -> architecture.convolves(layer) ? 0 : config.keyValueHeads())
        .toList();
  }

  private void windows() {
    List<Boolean> windowed = architecture.windows().stream().map(window -> window > 0).toList();
    key("attention.sliding_window", shortestWindow(0));
    if (!windowed.equals(IntStream.range(0, config.layers()).mapToObj(target::windowed).toList())) {
      key("attention.sliding_window_pattern", windowed);
    }
  }

  private void key(String name, Object value) {
    out.put(target.name() + "." + name, value);
  }

  /** Where llama.cpp ignores windows, a text must not exceed the shortest one. */
  private int context() {
    int longest =
        target.has(Feature.LONG_FREQUENCY_FACTORS)
            ? architecture.ropes().get(0).longer().map(longer -> longer.context()).orElse(0)
            : 0;
    int context = Math.max(config.context(), longest);
    return target.windowPeriod() > 0 ? context : Math.min(context, shortestWindow(context));
  }

  private int shortestWindow(int none) {
    return architecture.windows().stream()
        .filter(window -> window > 0)
        .min(Integer::compare)
        .orElse(none);
  }
}
