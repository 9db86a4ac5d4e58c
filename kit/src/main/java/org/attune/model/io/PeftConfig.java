package org.attune.model.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.attune.model.Adapter;
import org.attune.model.LlamaConfig;
import org.attune.model.Lora;
import org.attune.model.LoraModule;
import org.attune.model.family.ConfigKeys;
import org.attune.model.family.FileNames;
import org.attune.model.family.TextConfig;
import org.attune.util.InvalidInputException;

/**
 * Reads and writes PEFT's {@code adapter_config.json} (PEFT 0.21). A setting that changes what the
 * adapter computes is read or refused by name.
 */
final class PeftConfig {
  /** The name of the file. */
  static final String FILE = "adapter_config.json";

  private static final String TARGETS = "target_modules";

  /** Keys that do not change what an adapter computes. */
  private static final Set<String> HARMLESS =
      Set.of(
          "auto_mapping",
          "base_model_name_or_path",
          "inference_mode",
          "megatron_core",
          "peft_version",
          "qalora_group_size",
          "revision",
          "runtime_config",
          "task_type");

  /** Ways to initialise A and B that leave the frozen weights as they were. */
  private static final Set<String> PLAIN_STARTS = Set.of("gaussian", "orthogonal", "eva");

  /** The names that PEFT gives a sequence classifier's head. */
  private static final List<String> HEADS = List.of("classifier", "score");

  private final JsonObject json;
  private final ConfigKeys keys;
  private final LlamaConfig model;

  private PeftConfig(JsonObject json, String where, LlamaConfig model) {
    this.json = json;
    this.keys = new ConfigKeys(json, where);
    this.model = model;
  }

  /**
   * Reads the settings of an adapter for a model; {@code where} names the file in errors. Targets
   * that only a search can express become full names of modules.
   */
  static Lora read(JsonObject json, String where, LlamaConfig model) {
    return new PeftConfig(json, where, model).lora();
  }

  private Lora lora() {
    keys.refuseUnless(
        keys.text("peft_type", "LORA").equals("LORA"), "peft_type", "only LORA is read.");
    keys.refuseUnless(
        keys.text("bias", "none").equals("none"),
        "bias",
        "adapters that train biases are not read; train one with bias none.");
    requireUnchangedBase();
    Lora lora =
        new Lora(
            keys.whole("r", 8),
            keys.number("lora_alpha", 8),
            targets(),
            keys.number("lora_dropout", 0),
            keys.flag("use_rslora", false),
            ranks(),
            alphas(),
            keys.texts("modules_to_save"));
    keys.flag("ensure_weight_tying", false);
    if (model.architecture().names().transposed()) {
      keys.flag("fan_in_fan_out", true); // how the base stores its matrices, not A and B
    }
    refuseUnread();
    return lora;
  }

  private void refuseUnread() {
    for (String key : keys.unread(HARMLESS)) {
      keys.refuseUnless(
          isOff(json.get(key)),
          key,
          "this setting is not read, and without it the adapter would compute something else.");
    }
  }

  /** Returns the modules that are trained as a whole without a reward model's head. */
  static List<String> withoutHead(List<String> modules) {
    return modules.stream().filter(name -> !HEADS.contains(name)).toList();
  }

  /** Some starts change the frozen weights, which the adapter's file does not hold. */
  private void requireUnchangedBase() {
    String key = "init_lora_weights";
    if (!keys.has(key)) {
      return;
    }
    String start = json.get(key).getAsString();
    keys.refuseUnless(
        List.of("true", "false").contains(start) || PLAIN_STARTS.contains(start),
        key,
        "such an adapter belongs to a base with changed weights; convert it in PEFT with"
            + " path_initial_model_for_weight_conversion.");
  }

  /** Returns whether a value turns its setting off. */
  private static boolean isOff(JsonElement value) {
    return value.isJsonNull()
        || (value instanceof JsonArray list && list.isEmpty())
        || (value instanceof JsonObject object && object.size() == 0)
        || (value.isJsonPrimitive() && value.getAsString().equals("false"));
  }

  private Map<String, Integer> ranks() {
    Map<String, Integer> ranks = new LinkedHashMap<>();
    keys.object("rank_pattern")
        .ifPresent(
            set -> set.unread(Set.of()).forEach(key -> ranks.put(own(key), set.whole(key, 0))));
    return ranks;
  }

  private Map<String, Double> alphas() {
    Map<String, Double> alphas = new LinkedHashMap<>();
    keys.object("alpha_pattern")
        .ifPresent(
            set -> set.unread(Set.of()).forEach(key -> alphas.put(own(key), set.number(key, 0))));
    return alphas;
  }

  private static String own(String module) {
    return TextConfig.weight(module).orElse(module);
  }

  private List<String> targets() {
    keys.unless(keys.has(TARGETS), TARGETS, "a list of names of modules");
    Predicate<String> chosen = chosen(TARGETS);
    Predicate<String> excluded =
        keys.has("exclude_modules") ? chosen("exclude_modules") : n -> false;
    List<Integer> layers = keys.oneOrMore("layers_to_transform");
    keys.has("layers_pattern"); // the default, layers, is what all families here have
    List<String> names = new ArrayList<>();
    String blocks = model.architecture().names().blocks();
    for (String name : LoraModule.matrices(model).keySet()) {
      int layer = Integer.parseInt(name.substring(blocks.length()).split("\\.", -1)[0]);
      if (chosen.test(name)
          && !excluded.test(name)
          && (layers.isEmpty() || layers.contains(layer))) {
        names.add(name);
      }
    }
    keys.refuseUnless(!names.isEmpty(), TARGETS, "this model has no such modules.");
    return names;
  }

  /** Returns which modules a key chooses: by all-linear, a regular expression, or names. */
  private Predicate<String> chosen(String key) {
    JsonElement value = json.get(key);
    if (value.isJsonArray()) {
      List<String> names = keys.texts(key);
      names.forEach(name -> requireInBlock(key, name));
      return module ->
          TextConfig.names(module).stream()
              .anyMatch(any -> names.stream().anyMatch(name -> LoraModule.isNamed(name, any)));
    }
    String text = keys.text(key, "");
    if (text.equals(Lora.ALL_LINEAR)) {
      return module -> true;
    }
    return matching(key, text);
  }

  private Predicate<String> matching(String key, String text) {
    try {
      Pattern pattern = Pattern.compile(text);
      for (String own : List.of(FileNames.OUTPUT, FileNames.EMBEDDING)) {
        String weight = model.architecture().names().outside(own);
        String module = weight.substring(0, weight.lastIndexOf('.'));
        requireInBlock(key, pattern.matcher(module).matches() ? module : "");
      }
      return module -> TextConfig.names(module).stream().anyMatch(pattern.asMatchPredicate());
    } catch (PatternSyntaxException e) {
      throw new InvalidInputException(
          key + ": '" + text + "' is not a valid regular expression (" + e.getDescription() + ").",
          e);
    }
  }

  private void requireInBlock(String key, String name) {
    keys.refuseUnless(
        key.startsWith("exclude") || !LoraModule.isOutside(model, name),
        key,
        "low-rank adapters of embeddings and of the output matrix are not read; train them as a"
            + " whole with modules_to_save.");
  }

  /**
   * Returns the settings of an adapter as PEFT reads them.
   *
   * @param base the base's folder, or empty
   * @param head whether the adapter belongs to a reward model
   * @param tied whether the trained embeddings are also the output matrix
   * @param names how the base's folder calls modules
   */
  static JsonObject json(
      Adapter adapter, String base, boolean head, boolean tied, UnaryOperator<String> names) {
    Lora lora = adapter.lora();
    JsonObject json = new JsonObject();
    json.addProperty("peft_type", "LORA");
    json.addProperty("task_type", head ? "SEQ_CLS" : "CAUSAL_LM");
    json.add(
        "base_model_name_or_path",
        base.isEmpty() ? JsonNull.INSTANCE : new com.google.gson.JsonPrimitive(base));
    json.addProperty("inference_mode", true);
    json.addProperty("r", lora.rank());
    json.addProperty("lora_alpha", number(lora.alpha()));
    json.addProperty("lora_dropout", lora.dropout());
    json.add(TARGETS, names(targets(adapter, names)));
    json.addProperty("use_rslora", lora.rslora());
    patterns(json, lora, names);
    json.addProperty("bias", "none");
    json.addProperty("fan_in_fan_out", adapter.config().architecture().names().transposed());
    json.addProperty("init_lora_weights", true);
    List<String> saved =
        Stream.concat(lora.modulesToSave().stream(), head ? HEADS.stream() : Stream.of()).toList();
    json.add("modules_to_save", saved.isEmpty() ? JsonNull.INSTANCE : names(saved));
    json.addProperty("ensure_weight_tying", tied);
    return json;
  }

  private static void patterns(JsonObject json, Lora lora, UnaryOperator<String> names) {
    JsonObject ranks = new JsonObject();
    lora.rankPattern().forEach((key, value) -> ranks.addProperty(names.apply(key), value));
    json.add("rank_pattern", ranks);
    JsonObject alphas = new JsonObject();
    lora.alphaPattern()
        .forEach((key, value) -> alphas.addProperty(names.apply(key), number(value)));
    json.add("alpha_pattern", alphas);
  }

  /** Returns the targets by the ends of their names, or by full names where ends say too much. */
  private static List<String> targets(Adapter adapter, UnaryOperator<String> names) {
    List<String> full = adapter.modules().stream().map(LoraModule::name).toList();
    List<String> whole = full.stream().map(names).toList();
    if (!whole.equals(full)) {
      return whole; // ends would also name modules that read images
    }
    if (adapter.config().architecture().experts().isPresent()
        && full.stream().anyMatch(name -> name.contains(".mlp."))) {
      return full; // ends would also name the matrices of experts
    }
    List<String> ends =
        full.stream().map(name -> name.substring(name.lastIndexOf('.') + 1)).distinct().toList();
    boolean same =
        LoraModule.of(adapter.config(), adapter.lora().targets(ends)).size() == full.size();
    return same ? ends : full;
  }

  /** PEFT's alpha is usually an integer. */
  private static Number number(double value) {
    return value == Math.rint(value) ? (Number) (long) value : (Number) value;
  }

  private static JsonArray names(List<String> names) {
    JsonArray array = new JsonArray();
    names.forEach(array::add);
    return array;
  }
}
