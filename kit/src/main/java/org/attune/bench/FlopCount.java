package org.attune.bench;

import org.attune.model.LlamaConfig;

/**
 * Counts the floating-point operations of a model's matrix products, two per multiply-add.
 *
 * <p>Products with weights and the two products of attention over all positions are counted
 * (including the causal half that a fused attention skips, as is usual). Norms, activations,
 * softmax, embedding look-ups and the optimiser are not.
 */
final class FlopCount {
  private FlopCount() {}

  /**
   * Returns the operations of a forward pass.
   *
   * @param tokens inputs that pass through the blocks
   * @param predicted positions at which the output matrix is applied
   * @param span positions that attention covers
   */
  static double forward(LlamaConfig config, long tokens, long predicted, double span) {
    double embedding = (double) config.vocabulary() * config.width();
    double norms = config.width() * (2.0 * config.layers() + 1);
    double blocks = config.parameters() - (config.tied() ? 1 : 2) * embedding - norms;
    double attention = 2.0 * config.layers() * config.heads() * config.headWidth() * span;
    return 2 * (blocks + attention) * tokens + 2 * embedding * predicted;
  }

  /** Returns the operations of a training step, whose backward pass costs twice the forward one. */
  static double step(LlamaConfig config, long tokens, long predicted, double span) {
    return 3 * forward(config, tokens, predicted, span);
  }
}
