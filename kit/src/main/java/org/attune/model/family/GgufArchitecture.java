package org.attune.model.family;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How llama.cpp runs a family: the name that its GGUF files state, and which of a family's variants
 * it can run. Everything that is not said here it reads from a file for each family alike.
 *
 * @param name its {@code general.architecture}
 * @param features what it can run, or asks of a file, beyond the plainest Llama
 * @param windowPeriod of so many layers the last one attends to all positions and the others have
 *     the sliding window, unless a file lists the layers; 0 if it ignores windows
 * @param widthScaledLayers with so many layers it divides attention scores by √(width / heads),
 *     with any other number by √(head width); 0 if it always does the latter
 * @param numbers what else a file states, by its key without the name in front
 * @param keys which key of a file, without the name in front, says what a key of {@code
 *     config.json} says
 * @param flags which weights of a block there are if a key of {@code config.json} is true
 */
public record GgufArchitecture(
    String name,
    Set<Feature> features,
    int windowPeriod,
    int widthScaledLayers,
    Map<String, ToDoubleFunction<Architecture>> numbers,
    Map<String, String> keys,
    Map<String, String> flags) {

  /** The entry of a file that scales attention scores. */
  public static final String SCORE_SCALE = "attention.scale";

  /** llama.cpp cannot run the family. */
  static final GgufArchitecture NONE = of("");

  /** What llama.cpp can run, or asks of a file. */
  public enum Feature {
    /** It rotates neighbouring numbers of a head; others rotate its two halves. */
    ROTATES_NEIGHBOURS,
    /** It leaves queries and keys of every fourth layer without positions. */
    EVERY_FOURTH_UNROTATED,
    /** It scales positions by yarn in layers without a sliding window, and others not at all. */
    YARN_WITHOUT_WINDOW,
    /** It reads factors of rotary frequencies. */
    FREQUENCY_FACTORS,
    /** It reads such factors for short and for long texts. */
    LONG_FREQUENCY_FACTORS,
    /** It reads biases of the attention's output and of the feed-forward layer. */
    OUTPUT_BIASES,
    /** Every matrix of its blocks has a bias. */
    BIASES,
    /** Its feed-forward layers use GELU, with the tanh approximation. */
    GELU,
    /** It takes that approximation also for GELU with the error function: 5e-4 apart at most. */
    GELU_BY_TANH,
    /** Its feed-forward layers have no gate and use max(x, 0)². */
    RELU_SQUARED,
    /** It always caps attention scores and logits. */
    SOFT_CAPS,
    /** All heads together are as wide as the residual stream. */
    HEADS_FILL_WIDTH,
    /** It reads queries, keys and values as one matrix, and gate and up as another. */
    STACKED_MATRICES,
    /** It reads queries, keys and values as one matrix, and all else one by one. */
    STACKED_ATTENTION,
    /** It rotates nothing: it adds learned positions, or lowers scores with distance. */
    UNROTATED,
    /** A file says whether attention and feed-forward layer read the same input. */
    RESIDUAL_FORM,
    /** A file has an output matrix even where it is the embedding matrix. */
    OUTPUT_MATRIX,
    /** The output matrix is always the embedding matrix. */
    TIED,
    /** Its feed-forward layers are mixtures of experts. */
    EXPERTS,
    /** It divides the probabilities of the experts that read a token by their sum. */
    RENORMALISES,
    /** Some of its layers have short convolutions, and its last norm has the embedding's name. */
    CONVOLUTIONS
  }

  /** Copies the collections. */
  public GgufArchitecture {
    features = Set.copyOf(features);
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers)); // in one order in every file
    keys = Map.copyOf(keys);
    flags = Map.copyOf(flags);
  }

  /** Returns an architecture with some features. */
  static GgufArchitecture of(String name, Feature... features) {
    return new GgufArchitecture(
        name,
        Arrays.stream(features).collect(Collectors.toSet()),
        0,
        0,
        Map.of(),
        Map.of(),
        Map.of());
  }

  /** Returns this architecture under another name. */
  GgufArchitecture renamed(String other) {
    return new GgufArchitecture(
        other, features, windowPeriod, widthScaledLayers, numbers, keys, flags);
  }

  /** Returns this architecture with one more feature. */
  GgufArchitecture with(Feature feature) {
    Set<Feature> more = new HashSet<>(features);
    more.add(feature);
    return new GgufArchitecture(name, more, windowPeriod, widthScaledLayers, numbers, keys, flags);
  }

  /** Returns this architecture with sliding windows in some layers. */
  GgufArchitecture windows(int period) {
    return new GgufArchitecture(name, features, period, widthScaledLayers, numbers, keys, flags);
  }

  /** Returns this architecture with another scale of scores for one number of layers. */
  GgufArchitecture widthScaled(int layers) {
    return new GgufArchitecture(name, features, windowPeriod, layers, numbers, keys, flags);
  }

  /** Returns this architecture with one more entry of the file. */
  GgufArchitecture number(String key, ToDoubleFunction<Architecture> value) {
    Map<String, ToDoubleFunction<Architecture>> more = new TreeMap<>(numbers);
    more.put(key, value);
    return new GgufArchitecture(name, features, windowPeriod, widthScaledLayers, more, keys, flags);
  }

  /** Returns this architecture with a key of {@code config.json} that a file's key decides. */
  GgufArchitecture reads(String config, String key) {
    return new GgufArchitecture(
        name, features, windowPeriod, widthScaledLayers, numbers, more(keys, config, key), flags);
  }

  /**
   * Returns this architecture with a key of {@code config.json} that is true if a block has some
   * weights, such as {@code attn_q.bias}.
   */
  GgufArchitecture flag(String config, String weights) {
    return new GgufArchitecture(
        name,
        features,
        windowPeriod,
        widthScaledLayers,
        numbers,
        keys,
        more(flags, config, weights));
  }

  private static Map<String, String> more(Map<String, String> before, String key, String value) {
    Map<String, String> more = new TreeMap<>(before);
    more.put(key, value);
    return more;
  }

  /** Returns whether llama.cpp can run the family at all. */
  public boolean exists() {
    return !name.isEmpty();
  }

  /** Returns whether it has a feature. */
  public boolean has(Feature feature) {
    return features.contains(feature);
  }

  /** Returns whether a layer has a sliding window unless the file lists the layers. */
  public boolean windowed(int layer) {
    return (layer + 1) % windowPeriod != 0;
  }
}
