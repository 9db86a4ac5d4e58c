package org.attune.method;

import java.util.ArrayList;
import java.util.List;

/** How pairs are formed from the ranked responses to one prompt; ties give no pair. */
public enum PairRule implements Grouping {
  /** The best response against the worst: one pair per prompt. */
  BEST_WORST {
    @Override
    boolean takes(int better, int worse, List<Double> ranked) {
      return better == 0 && worse == ranked.size() - 1;
    }
  },
  /** Every two responses whose rewards differ. */
  ALL {
    @Override
    boolean takes(int better, int worse, List<Double> ranked) {
      return true;
    }
  },
  /** Each response against the next lower-ranked one with a different reward. */
  ADJACENT {
    @Override
    boolean takes(int better, int worse, List<Double> ranked) {
      return ranked.get(worse - 1) >= ranked.get(better);
    }
  },
  /** The best response against each worse one. */
  BEST_AGAINST_EACH {
    @Override
    boolean takes(int better, int worse, List<Double> ranked) {
      return better == 0;
    }
  };

  /** Returns whether two ranks with different rewards form a pair. */
  abstract boolean takes(int better, int worse, List<Double> ranked);

  @Override
  public List<List<Integer>> examples(List<Double> rewards) {
    List<Integer> order = Grouping.bestFirst(rewards);
    List<Double> ranked = order.stream().map(rewards::get).toList();
    List<List<Integer>> pairs = new ArrayList<>();
    for (int better = 0; better < ranked.size(); better++) {
      for (int worse = better + 1; worse < ranked.size(); worse++) {
        if (ranked.get(better) > ranked.get(worse) && takes(better, worse, ranked)) {
          pairs.add(List.of(order.get(better), order.get(worse)));
        }
      }
    }
    return List.copyOf(pairs);
  }

  /** Returns the grouping that keeps only the better response of each pair. */
  Grouping winners() {
    return rewards -> examples(rewards).stream().map(pair -> List.of(pair.get(0))).toList();
  }
}
