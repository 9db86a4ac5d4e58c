package org.attune.method;

/**
 * A method whose loss compares the two responses of a pair, one loss for each pair.
 *
 * @param <M> the method itself
 */
public interface Pairwise<M extends Pairwise<M>> extends Configurable<M> {
  /** Returns how pairs are formed from more than two responses. */
  PairRule pairs();

  /** Returns this method with another rule for forming pairs. */
  M pairs(PairRule rule);

  @Override
  default Grouping grouping() {
    return pairs();
  }

  @Override
  default Reduction reduction() {
    return Reduction.SEQUENCE_MEAN;
  }
}
