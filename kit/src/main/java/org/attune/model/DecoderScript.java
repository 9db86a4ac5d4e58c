package org.attune.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.attune.engine.MatmulPrecision;
import org.attune.engine.ScriptTemplate;
import org.attune.engine.TorchScript;
import org.attune.model.family.Architecture;
import org.attune.model.family.Experts;
import org.attune.model.family.ShortConvolution;

/** Assembles the decoder script from a shape and its {@link Architecture}. */
final class DecoderScript {
  private static final String HALVES = "HALF_WEIGHTS";
  private static final String PACKED_IN_HALVES =
      "__torch__.torch.classes.quantized.LinearPackedParamsBase";

  private final LlamaConfig config;
  private final Architecture architecture;

  private DecoderScript(LlamaConfig config) {
    this.config = config;
    this.architecture = config.architecture();
  }

  /**
   * Fills in the script.
   *
   * @param adapter where the matrices of an adapter are, if there is one
   * @param byHand whether the blocks' gradients are written by hand, see {@link LayerGradients}
   * @param halves whether the matrices are packed in 16 bits for sampling, see {@link
   *     PackedWeights}
   */
  static ScriptTemplate template(
      LlamaConfig config,
      Optional<AdapterSlots> adapter,
      boolean byHand,
      boolean halves,
      MatmulPrecision products,
      Kernels kernels) {
    DecoderScript script = new DecoderScript(config);
    Map<String, String> constants = script.constants();
    adapter.ifPresent(slots -> constants.putAll(slots.constants(config)));
    constants.putAll(kernelConstants(halves, products, kernels));
    Map<String, Boolean> flags = script.flags();
    flags.putAll(adapterFlags(adapter));
    flags.put("GROUPED", config.group() > 1);
    flags.put("HOLDS_ATTENTION", kernels.holdsAttention());
    flags.put("LOW_PRODUCTS", products != MatmulPrecision.FLOAT32);
    flags.put("HAND_DIFFERENTIATED", byHand);
    flags.put(HALVES, halves);
    // A norm's gain times a weight of 16 bits needs more bits; a norm's bias is no factor.
    Architecture architecture = config.architecture();
    flags.put("FOLDED_GAINS", !halves && architecture.normsBefore() && !architecture.normsCentre());
    flags.values().removeIf(set -> !set);
    return new ScriptTemplate(constants, flags.keySet());
  }

  private static Map<String, String> kernelConstants(
      boolean halves, MatmulPrecision products, Kernels kernels) {
    return Map.of(
        "SEEN", String.valueOf(kernels.attention().code()),
        "LOW", String.valueOf(products.code()),
        "PACK", halves ? PACKED_IN_HALVES : "Tensor",
        "SHORT", String.valueOf(Kernels.SHORT),
        "PLAIN", String.valueOf(Kernels.PLAIN));
  }

  private static Map<String, Boolean> adapterFlags(Optional<AdapterSlots> adapter) {
    return Map.of(
        "LORA",
        adapter.isPresent(),
        "LORA_DROPOUT",
        adapter.filter(slots -> slots.dropout() > 0).isPresent(),
        "LORA_TURNS",
        adapter.filter(AdapterSlots::takesTurns).isPresent());
  }

  /** Loads the filled-in script with the routines of the kernels and of the weights' form. */
  static TorchScript load(Weights weights, Kernels kernels, ScriptTemplate filled) {
    Set<String> flags = new TreeSet<>(filled.flags());
    weights.form().quantisation().map(QuantisedBlocks::flags).ifPresent(flags::addAll);
    ScriptTemplate all = new ScriptTemplate(filled.constants(), flags);
    return TorchScript.load(weights.manager(), DecoderScript.class, resources(kernels, all), all);
  }

  private static List<String> resources(Kernels kernels, ScriptTemplate filled) {
    List<String> all = new ArrayList<>(kernels.resources(filled.flags().contains(HALVES)));
    all.addAll(
        List.of(
            QuantisedBlocks.READING,
            "llama.torchscript",
            "experts.torchscript",
            "texts.torchscript",
            "layers.torchscript",
            "lora.torchscript",
            "step.torchscript",
            "draw.torchscript",
            "head.torchscript"));
    return all;
  }

  private Map<String, Boolean> flags() {
    Map<String, Boolean> flags = new TreeMap<>(blockFlags());
    flags.putAll(attentionFlags());
    Optional<Experts> experts = architecture.experts();
    Optional<ShortConvolution> convolution = architecture.convolution();
    flags.put("EXPERTS", experts.isPresent());
    flags.put("RENORMALISED", experts.filter(Experts::renormalised).isPresent());
    flags.put("SHARED_EXPERT", experts.filter(Experts::shared).isPresent());
    flags.put("CONVOLVES", convolution.isPresent());
    flags.put("CONVOLUTION_BIAS", convolution.filter(ShortConvolution::bias).isPresent());
    return flags;
  }

  private Map<String, Boolean> blockFlags() {
    return Map.ofEntries(
        Map.entry("NORMS_BEFORE", architecture.normsBefore()),
        Map.entry("NORMS_AFTER", architecture.normsAfter()),
        Map.entry("GAIN_PLUS_ONE", architecture.gainPlusOne()),
        Map.entry("EMBEDDING_SCALE", architecture.embedding().scale() != 1),
        Map.entry("RESIDUAL_SCALE", architecture.residualScale() != 1),
        Map.entry("LOGIT_SCALE", architecture.logitScale() != 1),
        Map.entry("LOGIT_CAP", architecture.logitCap() > 0),
        Map.entry("FEED_BIAS", architecture.biases().feedForward()),
        Map.entry("LEARNED_POSITIONS", architecture.learnsPositions()),
        Map.entry("UNGATED", !architecture.feedForward().gated()),
        Map.entry("LAYER_NORM", architecture.normsCentre()),
        Map.entry("NORM_BIAS", architecture.normBias()),
        Map.entry("PARALLEL", architecture.parallel()),
        Map.entry("EMBEDDING_NORM", architecture.embedding().normed()),
        Map.entry("LOGIT_BIAS", config.hasLogitBias()));
  }

  private Map<String, Boolean> attentionFlags() {
    Architecture.QueryKeyNorm norm = architecture.queryKeyNorm();
    boolean neighbours = architecture.pairs() == Architecture.RotaryPairs.NEIGHBOURS;
    return Map.ofEntries(
        Map.entry("QKV_BIAS", architecture.biases().queryKeyValue()),
        Map.entry("OUTPUT_BIAS", architecture.biases().output()),
        Map.entry("QUERY_KEY_NORM", norm != Architecture.QueryKeyNorm.NONE),
        Map.entry("NORM_EACH_HEAD", norm != Architecture.QueryKeyNorm.ALL),
        Map.entry("NORM_AFTER_TURN", norm == Architecture.QueryKeyNorm.HEAD_AFTER_ROTATION),
        Map.entry("WINDOWED", architecture.windowed()),
        Map.entry("LINEAR_BIASES", !architecture.positions().slopes().isEmpty()),
        Map.entry("SEVERAL_ROTATIONS", turnsDiffer()),
        Map.entry("PARTLY_TURNED", isPartlyTurned()),
        Map.entry("NEIGHBOURS_TURNED", neighbours),
        Map.entry("SIMPLY_TURNED", !turnsDiffer() && !isPartlyTurned() && !neighbours),
        Map.entry("SCORE_CAP", architecture.scoreCap() > 0));
  }

  private boolean turnsDiffer() {
    return architecture.rotations().stream().anyMatch(turned -> turned != 0);
  }

  private boolean isPartlyTurned() {
    return architecture.rotaryWidth() < config.headWidth();
  }

  private Map<String, String> constants() {
    Map<String, String> constants = new TreeMap<>(sizes());
    constants.putAll(scales());
    constants.putAll(new ScriptPlaces(config).constants());
    constants.putAll(counts());
    constants.putAll(functions());
    return constants;
  }

  private Map<String, String> sizes() {
    LlamaConfig c = config;
    return Map.ofEntries(
        Map.entry("WIDTH", String.valueOf(c.width())),
        Map.entry("HALF", String.valueOf(architecture.rotaryWidth() / 2)),
        Map.entry("TURNED_WIDTH", String.valueOf(architecture.rotaryWidth())),
        Map.entry("HEAD", String.valueOf(c.headWidth())),
        Map.entry("QUERIES", String.valueOf(c.heads() * c.headWidth())),
        Map.entry("QHEADS", String.valueOf(c.heads())),
        Map.entry("KVHEADS", String.valueOf(c.keyValueHeads())),
        Map.entry("LAYERS", String.valueOf(c.layers())),
        Map.entry("GQA", c.group() > 1 ? "True" : "False"),
        Map.entry("SHARED_KEYS", shared("k", c.group())),
        Map.entry("SHARED_VALUES", shared("v", c.group())),
        Map.entry("GROUP", String.valueOf(c.group())),
        Map.entry("INNER", String.valueOf(c.inner())),
        Map.entry("TURNED", String.valueOf(c.heads() + c.keyValueHeads())),
        Map.entry("ALLHEADS", String.valueOf(c.heads() + 2 * c.keyValueHeads())),
        Map.entry("LAST", String.valueOf(c.context() - 1)),
        Map.entry("WINDOWS", architecture.windows().toString()),
        Map.entry("SLOPES", slopes()),
        Map.entry("ROTATIONS", architecture.rotations().toString()));
  }

  private String slopes() {
    return architecture.positions().slopes().stream().map(DecoderScript::exact).toList().toString();
  }

  /** Returns the sizes of experts and convolutions; those of other families are never read. */
  private Map<String, String> counts() {
    Optional<Experts> experts = architecture.experts();
    int before = architecture.convolution().map(ShortConvolution::before).orElse(0);
    List<Integer> convolves =
        IntStream.range(0, config.layers())
            .map(layer -> architecture.convolves(layer) ? 1 : 0)
            .boxed()
            .toList();
    return Map.of(
        "EXPERTS", String.valueOf(experts.map(Experts::count).orElse(0)),
        "USED", String.valueOf(experts.map(Experts::used).orElse(0)),
        "BEFORE_TOKEN", String.valueOf(before),
        "CONVOLVES", convolves.toString());
  }

  private Map<String, String> scales() {
    return Map.ofEntries(
        Map.entry("EPSILON", exact(config.epsilon())),
        Map.entry("SCALE", exact(architecture.scoreScale())),
        Map.entry("SDPA_SCALE", usualScale() ? "None" : exact(architecture.scoreScale())),
        Map.entry("SCORE_CAP", exact(architecture.scoreCap())),
        Map.entry("LOGIT_CAP", exact(architecture.logitCap())),
        Map.entry("RESIDUAL_SCALE", exact(architecture.residualScale())),
        Map.entry("LOGIT_SCALE", exact(architecture.logitScale())),
        Map.entry("EMBEDDING_SCALE", exact(architecture.embedding().scale())));
  }

  private Map<String, String> functions() {
    String goesOn =
        config.ends().stream()
            .map(end -> "torch.ne(ids, " + end + ")")
            .reduce((a, b) -> "torch.logical_and(" + a + ", " + b + ")")
            .orElseThrow();
    return switch (architecture.activation()) {
      case SILU -> functions(goesOn, "torch.silu(x)", "swish", "");
      case GELU_TANH -> functions(goesOn, "torch.gelu(x, approximate=\"tanh\")", "gelu", "tanh");
      case GELU -> functions(goesOn, "torch.gelu(x)", "gelu", "none");
      case RELU -> functions(goesOn, "torch.relu(x)", "relu", "");
      case RELU_SQUARED -> functions(goesOn, "torch.square(torch.relu(x))", "", "");
    };
  }

  private static Map<String, String> functions(
      String goesOn, String activated, String pointwise, String algorithm) {
    return Map.of(
        "GOES_ON", goesOn,
        "ACTIVATED", activated,
        "POINTWISE", pointwise,
        "ALGORITHM", algorithm);
  }

  private boolean usualScale() {
    return architecture.scoreScale() == 1 / Math.sqrt(config.headWidth());
  }

  private static String exact(double value) {
    return String.format(Locale.ROOT, "%.17g", value);
  }

  /**
   * Repeats keys or values shared by several query heads. The fused attention on CPUs requires
   * equal numbers of heads; its own grouped-query option falls back to attention that stores (time,
   * time) scores: at 512 tokens twice the time and three times the memory.
   */
  private static String shared(String name, int group) {
    return group > 1 ? "torch.repeat_interleave(" + name + ", " + group + ", 1)" : name;
  }
}
