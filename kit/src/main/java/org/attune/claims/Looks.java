package org.attune.claims;

import java.util.ArrayList;
import java.util.List;

/**
 * How often a ledger looks at its numbers before all seeds are trained, and what error each look
 * may spend.
 *
 * <p>Looks come at 3, 5 and 8 seeds, as far as there are that many, and at the last. The error
 * spent after a share x of all seeds is α·x² (Kim and DeMets 1987): early looks need clear numbers,
 * and most is kept for the last. Each look gets what has been added since the one before, whatever
 * the numbers' correlation, so that all looks together err with probability α at most.
 *
 * @param seeds how many seeds each look sees, in order
 */
record Looks(List<Integer> seeds) {
  /** The two-sided error of all looks together. */
  static final double ALPHA = 0.05;

  private static final List<Integer> PLACES = List.of(3, 5, 8);

  /** Returns the looks of a ledger with so many seeds. */
  static Looks upTo(int seeds) {
    List<Integer> looks = new ArrayList<>(PLACES.stream().filter(place -> place < seeds).toList());
    looks.add(seeds);
    return new Looks(looks);
  }

  /** Returns the two-sided error that a look may spend. */
  double alpha(int look) {
    return spent(look) - (look == 0 ? 0 : spent(look - 1));
  }

  private double spent(int look) {
    double share = seeds.get(look) / (double) seeds.get(seeds.size() - 1);
    return ALPHA * share * share;
  }
}
