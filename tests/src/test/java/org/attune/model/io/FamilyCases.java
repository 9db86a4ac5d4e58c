package org.attune.model.io;

import ai.djl.Device;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.GoldenSuite;
import org.attune.Tiny;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.LanguageModel;
import org.attune.model.LlamaConfig;
import org.attune.model.WeightShapes;

/**
 * Tiny models of each family with the log-probabilities that transformers gives them.
 *
 * <p>{@code families/NAME/cases.json} holds, for each model, its {@code config.json} and log π of
 * each token of {@link #ids} but the first, computed by transformers in 32 bits; the file says by
 * which version. Of some models it also has the length of each weight's gradient of −log π of all
 * these tokens together. The weights follow from their name and place, see {@link #weights}, so
 * that both programs make the same ones.
 */
public final class FamilyCases {
  private static final int[] IDS = {
    1, 3, 11, 14, 4, 12, 30, 7, 9, 21, 5, 26, 17, 8, 19, 31, 10, 29, 28, 13, 4, 23, 6, 2
  };

  private static final List<String> FAMILIES =
      List.of(
          "llama",
          "mistral",
          "qwen2",
          "qwen3",
          "smollm3",
          "gemma2",
          "gemma3",
          "olmo2",
          "olmo3",
          "phi3",
          "ministral3",
          "ernie4_5",
          "hunyuan_v1_dense",
          "exaone4",
          "arcee",
          "granite",
          "granitemoehybrid",
          "gpt_neox",
          "gpt2",
          "opt",
          "phi",
          "gemma",
          "stablelm",
          "starcoder2",
          "gpt_neo",
          "bloom",
          "gptj",
          "codegen",
          "mpt",
          "nemotron",
          "cohere",
          "cohere2",
          "glm",
          "glm4",
          "falcon",
          "granitemoe",
          "olmoe",
          "qwen3_moe",
          "qwen2_moe",
          "mixtral",
          "lfm2");

  private FamilyCases() {}

  /** Returns the text that is read. */
  public static int[] ids() {
    return IDS.clone();
  }

  /** One model and what is known of it. */
  public record Case(String name, JsonObject known) {
    public JsonObject config() {
      return known.getAsJsonObject("config").deepCopy();
    }

    /** Returns the lengths of the gradients that transformers finds, by the file's names. */
    public Map<String, Double> gradients() {
      Map<String, Double> lengths = new LinkedHashMap<>();
      known
          .getAsJsonObject("gradients")
          .entrySet()
          .forEach(entry -> lengths.put(entry.getKey(), entry.getValue().getAsDouble()));
      return lengths;
    }

    public double[] logProbs() {
      return GoldenSuite.numbers(known.get("logProbs"));
    }

    @Override
    public String toString() {
      return name;
    }

    /** Writes the model's folder. */
    public Path write(Path folder) throws IOException {
      String stored = known.has("stored") ? known.get("stored").getAsString() : "F32";
      LlamaConfig config = ConfigReader.read(config(), name);
      // An output matrix of its own, whatever the flag says.
      String left = known.has("drop") ? known.get("drop").getAsString() : "";
      Map<String, HostTensor> tensors =
          weights(known.has("ownHead") ? config.tied(false) : config, left);
      return FamilyCases.write(folder, config(), wrapped(tensors), DType.valueOf(stored));
    }

    /** Returns the weights by the names they have beside weights that read images, and those. */
    private Map<String, HostTensor> wrapped(Map<String, HostTensor> text) {
      if (!known.has("images")) {
        return text;
      }
      Map<String, String> names = new LinkedHashMap<>();
      known.getAsJsonObject("names").asMap().forEach((a, b) -> names.put(a, b.getAsString()));
      Map<String, HostTensor> all = new LinkedHashMap<>();
      for (JsonElement image : known.getAsJsonArray("images")) {
        all.put(image.getAsString(), new HostTensor(new long[] {2}, new float[] {1, 2}));
      }
      text.forEach(
          (name, tensor) -> {
            String first = name.substring(0, name.indexOf('.') + 1);
            all.put(names.getOrDefault(first, first) + name.substring(first.length()), tensor);
          });
      return all;
    }

    public LanguageModel load(Path folder) throws IOException {
      return HuggingFaceFolder.load(write(folder), Device.cpu());
    }
  }

  /** Returns all cases of all families. */
  public static Stream<Case> all() {
    return FAMILIES.stream().flatMap(FamilyCases::of);
  }

  /** Returns the first case of each family. */
  public static Stream<Case> plain() {
    return FAMILIES.stream().map(family -> of(family).findFirst().orElseThrow());
  }

  /** Returns the cases whose gradients are known. */
  public static Stream<Case> differentiated() {
    return all().filter(known -> known.known().has("gradients"));
  }

  /** Returns the case of a name. */
  public static Case named(String name) {
    return Stream.concat(all(), images())
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the models that also read images, and log π of a text without any. */
  public static Stream<Case> images() {
    return of("images");
  }

  private static Stream<Case> of(String family) {
    try (InputStream in =
        FamilyCases.class.getResourceAsStream("/families/" + family + "/cases.json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      JsonObject cases = JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("cases");
      return cases.keySet().stream().map(name -> new Case(name, cases.getAsJsonObject(name)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Path write(
      Path folder, JsonObject config, Map<String, HostTensor> tensors, DType precision)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), config.toString());
    Files.write(folder.resolve("tokenizer.json"), Tiny.tokenizer().json());
    SafeTensors.write(folder.resolve("model.safetensors"), tensors, precision);
    return folder;
  }

  /** Returns the weights of a file under the names it has for them. */
  public static Map<String, HostTensor> weights(LlamaConfig config) {
    return weights(config, "");
  }

  /** Returns the same weights where a file leaves out what their names begin with. */
  private static Map<String, HostTensor> weights(LlamaConfig config, String left) {
    Map<String, long[]> shapes = WeightShapes.longs(config);
    boolean plusOne = config.architecture().gainPlusOne();
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    new FusedWeights(config, shapes)
        .stored()
        .forEach(
            (stored, shape) -> {
              String name = stored.startsWith(left) ? stored.substring(left.length()) : stored;
              tensors.put(name, weights(name, shape, plusOne));
            });
    return tensors;
  }

  /**
   * Number i of the weights called n is x = mix(i · 2654435761 + hash(n)) / 2^31 − 1, where hash is
   * that of Java's strings and mix is the end of MurmurHash3, both in 32 unsigned bits. Matrices
   * hold x / 2, biases 0.3 x, and norms 1 + 0.3 x, or 0.3 x where the family adds one.
   */
  static HostTensor weights(String name, long[] shape, boolean plusOne) {
    long count =
        Stream.of(shape).flatMapToLong(java.util.Arrays::stream).reduce(1, (a, b) -> a * b);
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      double x = Integer.toUnsignedLong(mix(i * 0x9E3779B1 + name.hashCode())) / 0x1p31 - 1;
      boolean norm = name.matches(".*(norm|(^|\\.)(ln|norm)_\\w+)\\.weight");
      double scaled = norm || name.endsWith(".bias") ? 0.3 * x : 0.5 * x;
      values[i] = (float) (norm && !plusOne ? 1 + scaled : scaled);
    }
    return new HostTensor(shape, values);
  }

  private static int mix(int bits) {
    int h = bits;
    h ^= h >>> 16;
    h *= 0x85ebca6b;
    h ^= h >>> 13;
    h *= 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
