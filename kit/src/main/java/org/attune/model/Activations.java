package org.attune.model;

import ai.djl.Device;
import org.attune.engine.MatmulPrecision;
import org.attune.model.family.Architecture;
import org.attune.model.family.Experts;

/**
 * The bytes that a backward pass of the fast decoder reads, and whether they are too many to keep.
 *
 * <p>In every block, for every token, these are the inputs of both norms and, if their weights are
 * trained, the normalised values in 32 bits; the inputs of the matrix products and the four arrays
 * of the feed-forward layer in the precision of the products; queries, keys, values and attention's
 * output in the precision of attention, and the attention weights where they are stored. Where
 * oneDNN multiplies by name, its copies of every product's input and output are stored too, and
 * those of an adapter's products; where an adapter's inputs are dropped at random, what is left of
 * them. Where gradients are written by hand, see {@link LayerGradients}, less is kept. Temporaries
 * of a single operation are not counted.
 */
public final class Activations {
  /** Replaces the limit of what is kept, in bytes. */
  public static final String PROPERTY = "attune.activations";

  /** What a step keeps at most on a CPU; more is computed again, at a third more operations. */
  private static final long LIMIT = 2_000_000_000;

  /**
   * From which part of the limit on a backward pass written by hand keeps only what products
   * computed.
   */
  private static final double PART_OF_LIMIT = 0.1;

  /** Replaces the bytes from which on the last layer learns from the tokens that predict only. */
  static final String SOME_TOKENS = "attune.some-tokens";

  /** A number of its own, so that what is kept for gradients changes no number. */
  private static final long SOME_TOKENS_FROM = 200_000_000;

  private static final double FULL = 4;
  private static final double HALF = 2;

  private final LlamaConfig config;
  private final Device device;
  private final Kernels kernels;
  private final double low;
  private final AdapterActivations adapted;
  private final boolean byHand;

  private Activations(
      LlamaConfig config,
      Device device,
      Kernels kernels,
      double low,
      AdapterActivations adapted,
      boolean byHand) {
    this.config = config;
    this.device = device;
    this.kernels = kernels;
    this.low = low;
    this.adapted = adapted;
    this.byHand = byHand;
  }

  /** Counts for a model all of whose weights are trained. */
  public static Activations of(LlamaConfig config, MatmulPrecision products, Device device) {
    double low = products == MatmulPrecision.FLOAT32 ? FULL : HALF;
    Kernels kernels = Kernels.of(device, products, config.vocabulary());
    boolean byHand = LayerGradients.supports(config, device);
    return new Activations(config, device, kernels, low, AdapterActivations.NONE, byHand);
  }

  /**
   * Counts for the same model when only an adapter is trained.
   *
   * @param drops whether the adapter's inputs are dropped at random
   */
  public Activations with(Weights adapter, boolean drops) {
    AdapterActivations own = AdapterActivations.of(config, kernels, low, adapter, drops);
    return new Activations(config, device, kernels, low, own, false);
  }

  /** Returns whether the weights are kept in the precision of products, if it is another. */
  public boolean casts(MatmulPrecision products) {
    return products != MatmulPrecision.FLOAT32 && !byHand;
  }

  /** Returns the bytes of one block. */
  public double block(TextShape texts) {
    if (byHand) {
      return byHand(texts, false, texts.tokens());
    }
    double copies = kernels.oneDnn() ? copies() : 0;
    return texts.tokens() * (rest() + copies + adapted.bytes()) + attention(texts);
  }

  /** Returns the bytes of all blocks' activations if they are kept. */
  public double all(TextShape texts) {
    if (!byHand) {
      return config.layers() * block(texts) - texts.tokens() * adapted.unrecorded();
    }
    boolean lean = isLean(texts);
    double last = byHand(texts, lean, predicted(texts));
    return (config.layers() - 1) * byHand(texts, lean, texts.tokens()) + last;
  }

  /** Returns how many tokens go through the last block after its attention, and the last norm. */
  private long predicted(TextShape texts) {
    return readsSome(texts) ? Math.min(texts.tokens(), texts.predicted()) : texts.tokens();
  }

  /**
   * Returns whether, in training, the last block computes nothing after its attention for tokens
   * that predict nothing. That saves memory and time in large steps; small ones keep the last
   * digits that they have with all tokens.
   */
  boolean readsSome(TextShape texts) {
    return everything(texts) > Long.getLong(SOME_TOKENS, SOME_TOKENS_FROM);
  }

  /** Returns the bytes if blocks are computed again: all inputs, and one block with gradients. */
  public double recomputed(TextShape texts) {
    return 2.0 * FULL * config.width() * config.layers() * texts.tokens() + 2 * block(texts);
  }

  /** Returns whether blocks are computed again, since keeping their activations takes too much. */
  public boolean areTooMany(TextShape texts) {
    return !device.isGpu() && (byHand ? everything(texts) : all(texts)) > limit();
  }

  /** Returns what a backward pass that is written by hand keeps. */
  LayerGradients.Kept kept(TextShape texts, boolean recomputes) {
    if (recomputes) {
      return LayerGradients.Kept.INPUTS;
    }
    return isLean(texts) ? LayerGradients.Kept.PRODUCTS : LayerGradients.Kept.ALL;
  }

  /** Returns whether what takes only a pass over memory is computed again. */
  private boolean isLean(TextShape texts) {
    return everything(texts) > PART_OF_LIMIT * limit();
  }

  /** Returns the bytes of blocks written by hand if all that their gradients read is kept. */
  private double everything(TextShape texts) {
    return config.layers() * byHand(texts, false, texts.tokens());
  }

  private static double limit() {
    Long stated = Long.getLong(PROPERTY);
    return stated != null ? stated : LIMIT;
  }

  /**
   * Returns the bytes after the blocks: the last norm and the head's input, and all tokens' states
   * where those of some are taken from them.
   */
  public double last(TextShape texts) {
    boolean once = adapted.frozen() || byHand || config.architecture().normsCentre();
    double norm = (once ? 1 : 2) * FULL;
    double input = byHand ? 0 : low;
    long tokens = byHand ? predicted(texts) : texts.tokens();
    double states = tokens > texts.predicted() ? FULL * tokens : 0;
    return config.width() * (tokens * norm + states + texts.predicted() * (2 * FULL + input));
  }

  /** Returns the bytes of probabilities, where they are kept, of a batch computed in parts. */
  public double probabilities(TextShape texts, int parts) {
    double all = (double) texts.predicted() * config.vocabulary();
    return all / parts <= kernels.kept() ? low * all : 0;
  }

  /** Returns the bytes of one token's norms and feed-forward layer in one block. */
  private double rest() {
    Architecture architecture = config.architecture();
    // LayerNorm's gradient reads the input alone; a bias of 32 bits makes a product 32 bits wide.
    double norm = (adapted.frozen() || architecture.normsCentre() ? 1 : 2) * FULL;
    double inner = architecture.feedForward().gated() ? 4 * low : low + FULL;
    return 2 * (norm + low) * config.width() + inner * config.innerOfToken() + routed();
  }

  /** Returns the bytes of one token's copies for the experts that read it, and of their results. */
  private double routed() {
    return config
        .architecture()
        .experts()
        .map(experts -> experts.used() * (low + FULL) * config.width() + FULL * experts.count())
        .orElse(0.0);
  }

  private double attention(TextShape texts) {
    boolean held = kernels.holdsAttention() && texts.longest() <= Kernels.SHORT;
    return falls() ? fused(texts) + distances(texts) : held ? held(texts) : fused(texts);
  }

  private boolean falls() {
    return !config.architecture().positions().slopes().isEmpty();
  }

  /** Returns the bytes of what heads subtract for distances, which padded texts share. */
  private double distances(TextShape texts) {
    double pairs = texts.packed() ? texts.pairs() : (double) texts.longest() * texts.longest();
    return FULL * config.heads() * pairs;
  }

  /**
   * Returns the bytes of fused attention in one block. Keys and values are repeated for the heads
   * that share them; a cast of the output is added, or the output once more where it is packed.
   */
  private double fused(TextShape texts) {
    double queries = (double) config.heads() * config.headWidth();
    return FULL * texts.queries() * (2 * queries + config.heads())
        + FULL * texts.keys() * 2 * queries
        + (low < FULL || texts.packed() ? low * queries * texts.tokens() : 0);
  }

  /**
   * Returns the bytes of one block whose gradients are written by hand: states before both norms,
   * their two sizes, and queries, keys and values in 32 bits; states after both norms and the two
   * products of the feed-forward layer in the precision of products; attention's output, once more
   * where it is packed, and its logarithms, or its weights, if they are not computed again.
   *
   * @param fed tokens that go through the feed-forward layer
   * @param lean whether states after the norms and attention's second output are computed again
   */
  private double byHand(TextShape texts, boolean lean, long fed) {
    double queries = (double) config.heads() * config.headWidth();
    double keys = (double) config.keyValueHeads() * config.headWidth();
    boolean plain = kernels.holdsAttention() && texts.longest() <= Kernels.PLAIN;
    boolean held = plain && texts.longest() <= Kernels.SHORT;
    double weights = held ? HALF * texts.pairs() : 0;
    boolean shares = texts.keys() > texts.queries();
    double output = (plain ? HALF : FULL) * queries;
    double attention =
        output * texts.queries()
            + (plain ? weights : FULL * texts.queries()) * config.heads()
            + (texts.packed() && !lean ? (shares ? FULL * queries : output) * texts.tokens() : 0);
    double normed = lean ? 0 : low * config.width();
    double state = FULL * (config.width() + 1.0) + normed;
    return texts.tokens() * (state + FULL * (queries + 2 * keys))
        + fed * (state + 2 * low * config.inner())
        + attention;
  }

  /** Returns the bytes of attention in one block if its weights are stored. */
  private double held(TextShape texts) {
    double states = texts.queries() + texts.tokens() + 2.0 * texts.keys();
    return HALF * config.heads() * (config.headWidth() * states + texts.pairs());
  }

  /**
   * Returns the bytes of one token in one block that oneDNN copies: the normalised states of both
   * norms, attention's output and that of the feed-forward layer go in, and seven products come
   * out.
   */
  private double copies() {
    double queries = (double) config.heads() * config.headWidth();
    double keys = (double) config.keyValueHeads() * config.headWidth();
    int used = config.architecture().experts().map(Experts::used).orElse(1);
    double in = (1.0 + used) * config.width() + queries + config.innerOfToken();
    double raised = config.architecture().feedForward().gated() ? 2 : 1;
    double out =
        queries + 2 * keys + raised * config.innerOfToken() + (1.0 + used) * config.width();
    return FULL * (in + out);
  }
}
