package org.attune.model.family;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All supported families. */
public final class Families {
  private static final List<Family> ALL =
      List.of(
          new LlamaFamily(),
          new MistralFamily(),
          new Qwen2Family(),
          new Qwen3Family(),
          new SmolLm3Family(),
          new GemmaFamily(),
          new Gemma2Family(),
          new Gemma3Family(),
          new Olmo2Family(),
          new Olmo3Family(),
          new PhiFamily(),
          new Phi3Family(),
          new Ministral3Family(),
          new Ernie45Family(),
          new HunYuanDenseV1Family(),
          new Exaone4Family(),
          new ArceeFamily(),
          new GraniteFamily(),
          new GraniteMoeHybridFamily(),
          new OptFamily(),
          new GptNeoXFamily(),
          new StableLmFamily(),
          new Starcoder2Family(),
          new Gpt2Family(),
          new GptNeoFamily(),
          new BloomFamily(),
          new GptJFamily(),
          new CodeGenFamily(),
          new MptFamily(),
          new NemotronFamily(),
          new CohereFamily(),
          new Cohere2Family(),
          new GlmFamily(),
          new Glm4Family(),
          new FalconFamily(),
          new GraniteMoeFamily(),
          new OlmoeFamily(),
          new Qwen3MoeFamily(),
          new Qwen2MoeFamily(),
          new MixtralFamily(),
          new Lfm2Family());

  private Families() {}

  /**
   * Returns the family that a {@code config.json} names; files without a name are read as Llama.
   */
  public static Family of(ConfigKeys keys) {
    String type = keys.text("model_type", "llama");
    keys.refuseUnless(
        ALL.stream().anyMatch(family -> family.modelType().equals(type)),
        "model_type",
        "this model type is not supported; supported are "
            + ALL.stream().map(Family::modelType).collect(Collectors.joining(", "))
            + ", and the text models of "
            + String.join(", ", TextConfig.modelTypes())
            + ".");
    return named(type);
  }

  /** Returns a file with the usual names of its family for keys that have several. */
  public static JsonObject usual(JsonObject json, String where) {
    Map<String, String> names = of(new ConfigKeys(json, where)).otherNames();
    JsonObject usual = json.deepCopy();
    names.forEach(
        (other, name) -> {
          if (json.has(other) && !json.get(other).isJsonNull()) {
            JsonElement value = usual.remove(other);
            new ConfigKeys(json, where)
                .unless(
                    !json.has(name) || json.get(name).equals(value),
                    other,
                    "the same as '" + name + "', which is " + json.get(name));
            usual.add(name, value);
          }
        });
    return usual;
  }

  /** Returns the family of a {@code model_type}. */
  public static Family named(String type) {
    return ALL.stream()
        .filter(family -> family.modelType().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No family is called " + type + "."));
  }

  /**
   * Returns the family that reads the files of an architecture of llama.cpp; of those that share
   * its name, one whose blocks have experts, or whose layers have sliding windows, if a file says
   * so, and otherwise the first one.
   */
  public static Optional<Family> ofGguf(String architecture, boolean windowed, boolean experts) {
    List<Family> found =
        ALL.stream()
            .filter(family -> family.gguf().exists() && family.gguf().name().equals(architecture))
            .toList();
    Optional<Family> special =
        found.stream()
            .filter(
                family ->
                    (experts && family.gguf().has(GgufArchitecture.Feature.EXPERTS))
                        || (windowed && family.gguf().windowPeriod() > 0))
            .findFirst();
    return special.or(() -> found.stream().findFirst());
  }

  /** Returns all families. */
  public static List<Family> all() {
    return ALL;
  }
}
