package org.attune.sample;

import java.util.Map;
import org.attune.model.ContinuingDecoder;

/** A decoder whose next token depends only on the last one, by a table; 0 ends a text. */
final class ChainDecoder extends ContinuingDecoder {
  private final Map<Integer, double[]> table;

  /** Gives each token the probabilities of those after it. */
  ChainDecoder(Map<Integer, double[]> table) {
    super(table.values().iterator().next().length, 0, 32);
    this.table = table;
  }

  @Override
  protected double logit(int last, int token) {
    return Math.log(table.get(last)[token]);
  }
}
