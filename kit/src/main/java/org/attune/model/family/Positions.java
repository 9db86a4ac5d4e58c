package org.attune.model.family;

import java.util.ArrayList;
import java.util.List;

/**
 * How a decoder knows the place of a token.
 *
 * @param learned whether a learned vector for each place is added to the embedding
 * @param first which of these vectors the first place has, from 0 on
 * @param slopes what each head subtracts from a score for each token between two; none where scores
 *     do not fall with distance
 */
public record Positions(boolean learned, int first, List<Double> slopes) {
  /** By a rotation of queries and keys, or not at all where there is none. */
  static final Positions ROTARY = new Positions(false, 0, List.of());

  /** By learned vectors. */
  static final Positions LEARNED = new Positions(true, 0, List.of());

  /** The same, but two vectors are never read. */
  static final Positions LEARNED_FROM_THIRD = new Positions(true, 2, List.of());

  /** Copies the list. */
  public Positions {
    slopes = List.copyOf(slopes);
  }

  /**
   * By scores that fall with distance: ALiBi (Press et al. 2022, arXiv 2108.12409). The slopes are
   * the powers of 2^(-largest / heads) where the number of heads is a power of two; with other
   * numbers those of the next smaller power of two, then every other one of the next greater.
   *
   * @param largest the negative exponent of the last head's slope, 8 in the paper
   */
  static Positions falling(int heads, double largest) {
    int power = Integer.highestOneBit(heads);
    List<Double> slopes = new ArrayList<>();
    for (int head = 0; head < heads; head++) {
      double part = head < power ? (head + 1.0) / power : (head - power + 0.5) / power;
      slopes.add((double) (float) Math.pow(2, -largest * part));
    }
    return new Positions(false, 0, slopes);
  }
}
