package org.attune.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.engine.DType;
import org.attune.model.family.Architecture;
import org.attune.model.family.ArchitectureBuilder;
import org.attune.model.family.ShortConvolution;
import org.attune.util.InvalidInputException;

/**
 * The shape of a decoder of the Llama family, or of another family described by {@link
 * Architecture}, as stated in {@code config.json} of a Hugging Face folder.
 *
 * @param vocabulary number of token ids
 * @param width size of the residual stream ({@code hidden_size})
 * @param inner size of the feed-forward layer ({@code intermediate_size})
 * @param layers number of blocks
 * @param heads number of query heads
 * @param keyValueHeads number of key and value heads; divides {@code heads}
 * @param headWidth size of one head, even
 * @param context longest sequence in tokens ({@code max_position_embeddings})
 * @param epsilon added to the mean square in norms
 * @param theta base of the rotary frequencies
 * @param tied whether the output matrix is the embedding matrix
 * @param bos id that begins a text, or -1
 * @param eos id that ends a text, the one used in training
 * @param ends all ids that end an answer, including {@code eos}
 * @param architecture what differs from Llama
 */
public record LlamaConfig(
    int vocabulary,
    int width,
    int inner,
    int layers,
    int heads,
    int keyValueHeads,
    int headWidth,
    int context,
    double epsilon,
    double theta,
    boolean tied,
    int bos,
    int eos,
    List<Integer> ends,
    Architecture architecture) {

  /** Checks that the sizes are consistent. */
  public LlamaConfig {
    ends = List.copyOf(ends);
    checkSizes(width, inner, layers, context, heads, keyValueHeads, headWidth);
    InvalidInputException.unless(
        Double.isFinite(epsilon) && epsilon > 0,
        "rms_norm_eps must be a finite number > 0, got %s.",
        epsilon);
    InvalidInputException.unless(
        Double.isFinite(theta) && theta > 0,
        "rope_theta must be a finite number > 0, got %s.",
        theta);
    checkIds(vocabulary, ends, eos, bos);
  }

  private static void checkSizes(
      int width, int inner, int layers, int context, int heads, int keyValueHeads, int headWidth) {
    InvalidInputException.unless(
        width > 0 && inner > 0,
        "hidden_size and intermediate_size must be > 0, got %d and %d.",
        width,
        inner);
    InvalidInputException.unless(
        layers > 0 && context > 0,
        "num_hidden_layers and max_position_embeddings must be > 0, got %d and %d.",
        layers,
        context);
    InvalidInputException.unless(
        heads > 0 && keyValueHeads > 0 && heads % keyValueHeads == 0,
        "num_attention_heads (%d) must be a multiple of num_key_value_heads (%d).",
        heads,
        keyValueHeads);
    InvalidInputException.unless(
        headWidth > 0 && headWidth % 2 == 0,
        "Rotary positions need an even head_dim, got %d.",
        headWidth);
  }

  private static void checkIds(int vocabulary, List<Integer> ends, int eos, int bos) {
    InvalidInputException.unless(
        vocabulary > 1, "vocab_size must be at least 2, got %d.", vocabulary);
    for (int end : ends) {
      InvalidInputException.unless(
          end >= 0 && end < vocabulary,
          "eos_token_id %d is not a token id below vocab_size %d.",
          end,
          vocabulary);
    }
    InvalidInputException.unless(
        ends.contains(eos),
        "eos_token_id %d must be among those that end an answer: %s.",
        eos,
        ends);
    InvalidInputException.unless(
        bos >= -1 && bos < vocabulary,
        "bos_token_id %d is not a token id below vocab_size %d.",
        bos,
        vocabulary);
  }

  /** Describes a plain Llama. */
  public LlamaConfig(
      int vocabulary,
      int width,
      int inner,
      int layers,
      int heads,
      int keyValueHeads,
      int headWidth,
      int context,
      double epsilon,
      double theta,
      boolean tied,
      int bos,
      int eos) {
    this(
        vocabulary,
        width,
        inner,
        layers,
        heads,
        keyValueHeads,
        headWidth,
        context,
        epsilon,
        theta,
        tied,
        bos,
        eos,
        List.of(eos),
        ArchitectureBuilder.llama(layers, headWidth, theta, context));
  }

  /** Returns a small decoder: four query heads per key and value head, tied embeddings. */
  public static LlamaConfig small(
      int vocabulary,
      int width,
      int layers,
      int heads,
      int keyValueHeads,
      int context,
      int bos,
      int eos) {
    int inner = (width * 8 / 3 + 31) / 32 * 32;
    return new LlamaConfig(
        vocabulary,
        width,
        inner,
        layers,
        heads,
        keyValueHeads,
        width / heads,
        context,
        1e-5,
        10_000,
        true,
        bos,
        eos);
  }

  /** Returns this shape with another number of token ids. */
  public LlamaConfig withVocabulary(int ids) {
    return with(ids, tied, architecture);
  }

  /** Returns the number of query heads that share one key head. */
  public int group() {
    return heads / keyValueHeads;
  }

  /** Returns the number of weights. */
  public long parameters() {
    long blocks = 0;
    for (int layer = 0; layer < layers; layer++) {
      for (long[] shape : blockShapes(layer).values()) {
        blocks += shape.length == 1 ? shape[0] : shape[0] * shape[1];
      }
    }
    long norm = architecture.normBias() ? 2L * width : width;
    norm += architecture.embedding().normed() ? 2L * width : 0;
    long places = architecture.learnsPositions() ? positions() * width : 0;
    long bias = hasLogitBias() ? vocabulary : 0;
    return (tied ? 1L : 2L) * vocabulary * width + bias + places + blocks + norm;
  }

  /** Returns whether logits have a bias. */
  boolean hasLogitBias() {
    return architecture.biases().logits() && !tied;
  }

  /** Returns the number of learned vectors for positions, where there are any. */
  long positions() {
    return (long) context + architecture.firstPosition();
  }

  /**
   * Returns the inner numbers that a token passes through in a feed-forward layer: those of all
   * experts that read it.
   */
  long innerOfToken() {
    return architecture.experts().map(experts -> experts.innerOfToken(inner)).orElse((long) inner);
  }

  /** Returns the names and shapes of the weights that the block of a layer has. */
  Map<String, long[]> blockShapes(int layer) {
    Map<String, long[]> own = blockShapes();
    if (architecture.convolution().isPresent()) {
      boolean other = !architecture.convolves(layer);
      own.keySet().removeIf(name -> ShortConvolution.isIn(name, other));
    }
    return own;
  }

  /**
   * Returns the names of all weights that a block may have, without the prefix {@code
   * model.layers.N.}, and their shapes, in Hugging Face's order and Llama's naming.
   */
  Map<String, long[]> blockShapes() {
    long queries = (long) heads * headWidth;
    long keys = (long) keyValueHeads * headWidth;
    return BlockShapes.of(
        architecture, new BlockShapes.Sizes(width, inner, queries, keys, headWidth));
  }

  /** Returns whether a token ends an answer. */
  public boolean ends(int token) {
    return ends.contains(token);
  }

  /** Returns this shape with the keys of a file that do not follow from it. */
  public LlamaConfig remembering(JsonObject otherKeys) {
    JsonObject sorted = new JsonObject();
    new TreeMap<>(otherKeys.asMap()).forEach(sorted::add);
    return with(vocabulary, tied, architecture.otherKeys(sorted.toString()));
  }

  /** Returns this shape with tied or untied embeddings. */
  public LlamaConfig tied(boolean other) {
    return with(vocabulary, other, architecture);
  }

  private LlamaConfig with(int ids, boolean other, Architecture changed) {
    return new LlamaConfig(
        ids,
        width,
        inner,
        layers,
        heads,
        keyValueHeads,
        headWidth,
        context,
        epsilon,
        theta,
        other,
        bos,
        eos,
        ends,
        changed);
  }

  /** Returns the precision of the weights in the folder that this shape comes from. */
  public DType stored() {
    JsonElement dtype = others().get("dtype");
    return dtype == null ? DType.F32 : DType.of(dtype.getAsString());
  }

  /** Returns this shape, to be stored in another precision. */
  public LlamaConfig stored(DType precision) {
    JsonObject others = others();
    others.remove("dtype");
    if (precision != DType.F32) {
      others.addProperty("dtype", precision.dtype());
    }
    return remembering(others);
  }

  /** Returns the padding id that the file states, or -1. */
  public int statedPad() {
    JsonElement pad = others().get("pad_token_id");
    return pad == null || pad.isJsonNull() ? -1 : pad.getAsInt();
  }

  private JsonObject others() {
    return JsonParser.parseString(architecture.otherKeys()).getAsJsonObject();
  }
}
