package org.attune.model.family;

/**
 * What happens to the embedding of a token before the first block.
 *
 * @param scale the factor that multiplies it
 * @param normed whether a norm follows
 */
public record Embedding(double scale, boolean normed) {
  /** The embedding as it is. */
  public static final Embedding PLAIN = new Embedding(1, false);
}
