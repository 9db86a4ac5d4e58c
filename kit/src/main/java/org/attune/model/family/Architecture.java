package org.attune.model.family;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/**
 * The differences of a decoder from a plain Llama.
 *
 * @param modelType the name in {@code config.json}
 * @param className the prefix of transformers' class names
 * @param biases which matrices have a bias
 * @param queryKeyNorm whether queries and keys are normalised
 * @param norms where the norms of a block are placed
 * @param normKind what a norm computes
 * @param residual what the feed-forward layer of a block reads
 * @param feedForward the kind of the feed-forward layer
 * @param embedding what happens to the embedding of a token
 * @param residualScale the factor of what attention and feed-forward layer add to the residual
 *     stream
 * @param logitScale the factor of logits
 * @param scoreScale the factor of attention scores
 * @param scoreCap the soft cap of attention scores, c·tanh(score / c), or 0
 * @param logitCap the soft cap of logits, c·tanh(logit / c), or 0
 * @param windows how many positions, including itself, a position attends to in each layer; 0 for
 *     all
 * @param rotations which of {@code ropes} rotates queries and keys of each layer; -1 for none
 * @param ropes the rotary positions in use
 * @param pairs which numbers of a head are rotated together
 * @param positions whether texts have these positions or others
 * @param convolution the short convolutions of some layers, if there are any
 * @param names the names and forms that a file has for the weights
 * @param otherKeys the file's keys that do not follow from these values, as JSON text
 */
public record Architecture(
    String modelType,
    String className,
    Biases biases,
    QueryKeyNorm queryKeyNorm,
    NormPlacement norms,
    NormKind normKind,
    Residual residual,
    FeedForward feedForward,
    Embedding embedding,
    double residualScale,
    double logitScale,
    double scoreScale,
    double scoreCap,
    double logitCap,
    List<Integer> windows,
    List<Integer> rotations,
    List<RopeParameters> ropes,
    RotaryPairs pairs,
    Positions positions,
    Optional<ShortConvolution> convolution,
    FileNames names,
    String otherKeys) {

  /**
   * Which matrices have a bias: three kinds in a block, and the output matrix, if it is no other.
   */
  public record Biases(boolean queryKeyValue, boolean output, boolean feedForward, boolean logits) {
    /** No matrix has one. */
    public static final Biases NONE = new Biases(false, false, false, false);
  }

  /** Which numbers of a head are rotated together. */
  public enum RotaryPairs {
    /** Those at the same place of its two halves. */
    HALVES,
    /** Neighbours. */
    NEIGHBOURS
  }

  /** How queries and keys are normalised, before rotation unless it says otherwise. */
  public enum QueryKeyNorm {
    /** Not at all. */
    NONE,
    /** Each head separately, with one gain for all heads. */
    HEAD,
    /** The same, but after rotation. */
    HEAD_AFTER_ROTATION,
    /** All heads together. */
    ALL
  }

  /** Where the norms of a block are placed. */
  public enum NormPlacement {
    /** Before attention and before the feed-forward layer. */
    BEFORE,
    /** After attention and after the feed-forward layer, before the residual addition. */
    AFTER,
    /** Before and after. */
    BOTH
  }

  /** What a norm computes. */
  public enum NormKind {
    /** RMSNorm: x over the root of its mean square, times a gain. */
    RMS,
    /** RMSNorm times 1 + gain. */
    RMS_PLUS_ONE,
    /** LayerNorm: x less its mean, over its deviation, times a gain, plus a bias. */
    LAYER,
    /** LayerNorm times 1 + gain. */
    LAYER_PLUS_ONE,
    /** LayerNorm without the bias. */
    LAYER_WITHOUT_BIAS
  }

  /** What the feed-forward layer of a block reads. */
  public enum Residual {
    /** The residual stream after attention was added. */
    SEQUENTIAL,
    /** The block's input, as attention does. */
    PARALLEL,
    /** The block's input, through the same norm as attention does. */
    PARALLEL_ONE_NORM
  }

  /**
   * The kind of a feed-forward layer.
   *
   * @param activation its function
   * @param gated whether the function's result multiplies a second product of the input
   * @param experts its experts, if it is a mixture
   */
  public record FeedForward(Activation activation, boolean gated, Optional<Experts> experts) {}

  /** The function inside the feed-forward layer. */
  public enum Activation {
    /** x·sigmoid(x), also called swish. */
    SILU,
    /** GELU with the tanh approximation. */
    GELU_TANH,
    /** GELU with the error function. */
    GELU,
    /** max(x, 0). */
    RELU,
    /** max(x, 0)², in feed-forward layers without a gate. */
    RELU_SQUARED
  }

  /** Copies the lists. */
  public Architecture {
    windows = List.copyOf(windows);
    rotations = List.copyOf(rotations);
    ropes = List.copyOf(ropes);
    if (logitScale != 1 && logitCap != 0) {
      throw new IllegalArgumentException("The decoders either scale logits or cap them.");
    }
    InvalidInputException.unless(
        windows.stream().allMatch(window -> window >= 0),
        "A sliding window must hold at least one position, got %s.",
        windows);
  }

  /** Returns this architecture with other keys to write again. */
  public Architecture otherKeys(String json) {
    return new Architecture(
        modelType,
        className,
        biases,
        queryKeyNorm,
        norms,
        normKind,
        residual,
        feedForward,
        embedding,
        residualScale,
        logitScale,
        scoreScale,
        scoreCap,
        logitCap,
        windows,
        rotations,
        ropes,
        pairs,
        positions,
        convolution,
        names,
        json);
  }

  /** Returns the same number for each layer. */
  static List<Integer> everywhere(int layers, int value) {
    return new ArrayList<>(Collections.nCopies(layers, value));
  }

  /** Returns transformers' class name of a policy. */
  public String languageModel() {
    return className + (modelType.equals("gpt2") ? "LMHeadModel" : "ForCausalLM");
  }

  /** Returns whether positions are learned. */
  public boolean learnsPositions() {
    return positions.learned();
  }

  /** Returns which of the learned vectors the first place has, from 0 on. */
  public int firstPosition() {
    return positions.first();
  }

  /** Returns transformers' class name of a reward model. */
  public String classifier() {
    return (modelType.equals("gemma3_text") ? "Gemma3Text" : className)
        + "ForSequenceClassification";
  }

  /** Returns the function inside the feed-forward layer. */
  public Activation activation() {
    return feedForward.activation();
  }

  /** Returns the experts of feed-forward layers, if they are mixtures. */
  public Optional<Experts> experts() {
    return feedForward.experts();
  }

  /** Returns whether norms multiply by 1 + gain instead of the gain. */
  public boolean gainPlusOne() {
    return normKind == NormKind.RMS_PLUS_ONE || normKind == NormKind.LAYER_PLUS_ONE;
  }

  /** Returns whether norms have a bias. */
  public boolean normBias() {
    return normKind == NormKind.LAYER || normKind == NormKind.LAYER_PLUS_ONE;
  }

  /** Returns whether norms subtract the mean. */
  public boolean normsCentre() {
    return normBias() || normKind == NormKind.LAYER_WITHOUT_BIAS;
  }

  /** Returns whether blocks have norms before attention and feed-forward layer. */
  public boolean normsBefore() {
    return norms != NormPlacement.AFTER;
  }

  /** Returns whether blocks have norms after attention and feed-forward layer. */
  public boolean normsAfter() {
    return norms != NormPlacement.BEFORE;
  }

  /** Returns whether attention and feed-forward layer read the same input. */
  public boolean parallel() {
    return residual != Residual.SEQUENTIAL;
  }

  /** Returns the name of the norm before the feed-forward layer. */
  public String normBeforeFeedForward() {
    if (residual == Residual.PARALLEL_ONE_NORM) {
      return "input_layernorm";
    }
    return norms == NormPlacement.BOTH ? "pre_feedforward_layernorm" : "post_attention_layernorm";
  }

  /** Returns whether a layer has a convolution instead of attention. */
  public boolean convolves(int layer) {
    return convolution.isPresent() && convolution.get().layers().get(layer);
  }

  /** Returns whether any layer has a sliding window. */
  public boolean windowed() {
    return windows.stream().anyMatch(window -> window > 0);
  }

  /** Returns whether the blocks are Llama's, without anything that other families add. */
  public boolean hasPlainBlocks() {
    return norms == NormPlacement.BEFORE
        && !normsCentre()
        && residual == Residual.SEQUENTIAL
        && feedForward.gated()
        && biases.equals(Biases.NONE)
        && queryKeyNorm == QueryKeyNorm.NONE
        && activation() == Activation.SILU
        && embedding.equals(Embedding.PLAIN)
        && residualScale == 1
        && positions.equals(Positions.ROTARY)
        && experts().isEmpty()
        && convolution.isEmpty()
        && scoreCap == 0
        && !windowed()
        && pairs == RotaryPairs.HALVES
        && rotations.stream().allMatch(rotation -> rotation == 0);
  }

  /** Returns how many dimensions of a head are rotated. */
  public int rotaryWidth() {
    return ropes.get(0).width();
  }
}
