package org.attune.claims;

import java.util.ArrayList;
import java.util.List;

/**
 * The interim analyses of a ledger before all seeds are trained, and the error spent at each.
 *
 * <p>Looks are at 3, 5 and 8 seeds, as far as available, and at all seeds. The error spent after a
 * share x of all seeds is α·x² (Kim and DeMets 1987): early looks need clear results, and most of
 * the error is kept for the last. Each look gets the error added since the previous one, whatever
 * the correlation of the results, so that the total error is at most α.
 *
 * @param seeds the number of seeds at each look, in order
 */
record Looks(List<Integer> seeds) {
  /** The two-sided error of all looks together. */
  static final double ALPHA = 0.05;

  private static final List<Integer> PLACES = List.of(3, 5, 8);

  /** Returns the looks of a ledger with this many seeds. */
  static Looks upTo(int seeds) {
    List<Integer> looks = new ArrayList<>(PLACES.stream().filter(place -> place < seeds).toList());
    looks.add(seeds);
    return new Looks(looks);
  }

  /** Returns the two-sided error of a look. */
  double alpha(int look) {
    return spent(look) - (look == 0 ? 0 : spent(look - 1));
  }

  private double spent(int look) {
    double share = seeds.get(look) / (double) seeds.get(seeds.size() - 1);
    return ALPHA * share * share;
  }
}
