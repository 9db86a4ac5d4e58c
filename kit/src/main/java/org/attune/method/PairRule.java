package org.attune.method;

import java.util.ArrayList;
import java.util.List;

/** How pairs are cut from the ranked responses to one prompt; ties give no pair. */
public enum PairRule implements Grouping {
  /** The best response against the worst: one pair a prompt. */
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
  /** Each response against the next one in rank that has another reward. */
  ADJACENT {
    @Override
    boolean takes(int better, int worse, List<Double> ranked) {
      return ranked.get(worse - 1) >= ranked.get(better);
    }
  },
  /** The best response against each that is worse. */
  BEST_AGAINST_EACH {
    @Override
    boolean takes(int better, int worse, List<Double> ranked) {
      return better == 0;
    }
  };

  /** Says whether two places of the ranking, whose rewards differ, make a pair. */
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

  /** Returns the cut that keeps the better response of each pair alone. */
  Grouping winners() {
    return rewards -> examples(rewards).stream().map(pair -> List.of(pair.get(0))).toList();
  }
}
