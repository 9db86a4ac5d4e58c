package org.attune.bench;

import org.attune.model.LlamaConfig;
import org.attune.model.ScriptedDecoder.Products;

/**
 * What a step of SFT has to hold in native memory, by arithmetic.
 *
 * <p>Activations are what the backward pass of the fast decoder reads: in every block, for every
 * token, the inputs of both norms and their normalised values, queries, keys, values and
 * attention's output in 32 bits; the inputs of the matrix products, and the four arrays of the
 * feed-forward layer, in the precision of the products. What exists for one operation only is not
 * counted.
 *
 * @param weights bytes of the start's weights and of those in training
 * @param gradients bytes of the gradients
 * @param moments bytes of AdamW's two moments
 * @param casts bytes of the weights in the precision of products, when that is another
 * @param blocks bytes of the blocks' activations
 * @param logits bytes of the logits and log-probabilities, (tokens × vocabulary) each
 */
record Accounting(
    double weights, double gradients, double moments, double casts, double blocks, double logits) {
  private static final int FULL = 4;
  private static final int HALF = 2;

  /** Adds up a shape's training step, in which every input predicts a token. */
  static Accounting of(Shape shape, Products products) {
    LlamaConfig config = shape.config();
    int low = products == Products.FLOAT32 ? FULL : HALF;
    double all = (double) FULL * config.parameters();
    double tokens = shape.tokens();
    double vectors = config.width() * (2.0 * config.layers() + 1);
    return new Accounting(
        2 * all,
        all,
        2 * all,
        low == FULL ? 0 : low * (config.parameters() - vectors),
        tokens * (config.layers() * block(config, low) + last(config, low)),
        2.0 * FULL * tokens * config.vocabulary());
  }

  /** Returns the bytes of one token in one block. */
  private static double block(LlamaConfig config, int low) {
    double queries = (double) config.heads() * config.headWidth();
    double norms = 2 * (2.0 * FULL + low) * config.width();
    // Keys and values are repeated for the heads that share them; a cast of the output is extra.
    double attention = FULL * (4 * queries + config.heads()) + (low < FULL ? low * queries : 0);
    double feed = 4.0 * low * config.inner();
    return norms + attention + feed;
  }

  /** Returns the bytes of one token behind the blocks: the last norm and the head's input. */
  private static double last(LlamaConfig config, int low) {
    return (4.0 * FULL + low) * config.width();
  }

  /** Returns the bytes of everything. */
  double sum() {
    return weights + gradients + moments + casts + blocks + logits;
  }
}
