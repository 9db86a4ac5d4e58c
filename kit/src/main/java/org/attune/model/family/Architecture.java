package org.attune.model.family;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;

/**
 * What a decoder does that a plain Llama does not.
 *
 * @param modelType the name in {@code config.json}
 * @param className the beginning of transformers' class names
 * @param biases which matrices have a bias
 * @param queryKeyNorm whether queries and keys are normed
 * @param norms where the norms of a block stand
 * @param gainPlusOne whether norms multiply by 1 + gain instead of the gain
 * @param activation the function inside the feed-forward layer
 * @param embeddingScale what embeddings are multiplied by
 * @param scoreScale what attention scores are multiplied by
 * @param scoreCap the bound of attention scores, c·tanh(score / c), or 0
 * @param logitCap the bound of logits, c·tanh(logit / c), or 0
 * @param windows how many positions, itself included, a position of each layer sees; 0 for all
 * @param rotations which of {@code ropes} turns queries and keys of each layer; -1 for none
 * @param ropes the rotary positions that occur
 * @param fused which matrices stand one above the other in a file, by the name of the whole
 * @param otherKeys the file's keys that say no more than these, as JSON text
 */
public record Architecture(
    String modelType,
    String className,
    Biases biases,
    QueryKeyNorm queryKeyNorm,
    NormPlacement norms,
    boolean gainPlusOne,
    Activation activation,
    double embeddingScale,
    double scoreScale,
    double scoreCap,
    double logitCap,
    List<Integer> windows,
    List<Integer> rotations,
    List<RopeParameters> ropes,
    Map<String, List<String>> fused,
    String otherKeys) {

  /** Which matrices of a block have a bias. */
  public record Biases(boolean queryKeyValue, boolean output, boolean feedForward) {
    /** No matrix has one. */
    public static final Biases NONE = new Biases(false, false, false);
  }

  /** How queries and keys are normed before they are turned. */
  public enum QueryKeyNorm {
    /** Not at all. */
    NONE,
    /** Each head by itself, with one gain for all heads. */
    HEAD,
    /** All heads together. */
    ALL
  }

  /** Where the norms of a block stand. */
  public enum NormPlacement {
    /** Before attention and before the feed-forward layer. */
    BEFORE,
    /** After each of both, before it is added. */
    AFTER,
    /** Before and after. */
    BOTH
  }

  /** The function inside the feed-forward layer. */
  public enum Activation {
    /** x·sigmoid(x), also called swish. */
    SILU,
    /** GELU in the approximation by a hyperbolic tangent. */
    GELU_TANH,
    /** GELU by the error function. */
    GELU
  }

  /** Copies the lists. */
  public Architecture {
    windows = List.copyOf(windows);
    rotations = List.copyOf(rotations);
    ropes = List.copyOf(ropes);
    fused = Map.copyOf(fused);
    InvalidInputException.unless(
        windows.stream().allMatch(window -> window >= 0),
        "A sliding window must hold at least one position, got %s.",
        windows);
  }

  /** Returns a plain Llama. */
  public static Architecture llama(int layers, int headWidth, double theta, int context) {
    return new ArchitectureBuilder("llama", "Llama", layers, headWidth)
        .rope(RopeParameters.plain(headWidth, theta, context))
        .build();
  }

  /** Returns this with other keys to write again. */
  public Architecture otherKeys(String json) {
    return new Architecture(
        modelType,
        className,
        biases,
        queryKeyNorm,
        norms,
        gainPlusOne,
        activation,
        embeddingScale,
        scoreScale,
        scoreCap,
        logitCap,
        windows,
        rotations,
        ropes,
        fused,
        json);
  }

  /** Returns the same number for each layer. */
  static List<Integer> everywhere(int layers, int value) {
    return new ArrayList<>(Collections.nCopies(layers, value));
  }

  /** Returns transformers' class of a reward model. */
  public String classifier() {
    return (modelType.equals("gemma3_text") ? "Gemma3Text" : className)
        + "ForSequenceClassification";
  }

  /** Returns whether blocks have norms in front of their parts. */
  public boolean normsBefore() {
    return norms != NormPlacement.AFTER;
  }

  /** Returns whether blocks have norms after their parts. */
  public boolean normsAfter() {
    return norms != NormPlacement.BEFORE;
  }

  /** Returns the name of the norm in front of the feed-forward layer. */
  public String normBeforeFeedForward() {
    return norms == NormPlacement.BOTH
        ? "pre_feedforward_layernorm.weight"
        : "post_attention_layernorm.weight";
  }

  /** Returns whether any layer sees less than everything before it. */
  public boolean windowed() {
    return windows.stream().anyMatch(window -> window > 0);
  }

  /** Returns how many of a head's numbers are turned. */
  public int rotaryWidth() {
    return ropes.get(0).width();
  }
}
