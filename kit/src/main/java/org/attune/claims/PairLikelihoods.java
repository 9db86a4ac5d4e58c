package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import org.attune.Policy;
import org.attune.data.Pair;
import org.attune.model.BatchScorer;
import org.attune.sample.Completions;
import org.attune.util.Sha256;

/**
 * A policy's likelihoods of the two responses of pairs, and its implied preferences.
 *
 * @param chosen log π(y_w|x) of each pair
 * @param rejected log π(y_l|x) of each pair
 */
record PairLikelihoods(List<Double> chosen, List<Double> rejected) {
  private static final int BATCH = 32;

  /** Scores pairs with a policy, unless another claim has done so. */
  static PairLikelihoods of(ClaimContext bench, Policy policy, List<Pair> pairs) {
    String key = "likelihoods " + policy.hash() + policy.layout() + Sha256.of(pairs.toString());
    return bench.results().remember(key, () -> read(policy, pairs));
  }

  private static PairLikelihoods read(Policy policy, List<Pair> pairs) {
    return new PairLikelihoods(
        sums(policy, pairs, pairs.stream().map(Pair::chosen).toList()),
        sums(policy, pairs, pairs.stream().map(Pair::rejected).toList()));
  }

  /**
   * Returns 1 where the policy's log-ratio to the start is larger for the preferred response than
   * for the other, else 0: a policy as a classifier (Tang et al. 2024, arXiv 2405.08448, App. E).
   */
  List<Double> right(PairLikelihoods start) {
    List<Double> right = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      double better = chosen.get(i) - start.chosen.get(i);
      double worse = rejected.get(i) - start.rejected.get(i);
      right.add((1 + Math.signum(better - worse)) / 2);
    }
    return right;
  }

  private static List<Double> sums(Policy policy, List<Pair> pairs, List<String> texts) {
    Completions answers =
        Completions.of(
            policy.model(), policy.layout(), pairs.stream().map(Pair::prompt).toList(), texts);
    List<Double> sums = new ArrayList<>();
    for (float sum : new BatchScorer(policy.model().decoder(), BATCH).logProbs(answers.tokens())) {
      sums.add((double) sum);
    }
    return sums;
  }
}
