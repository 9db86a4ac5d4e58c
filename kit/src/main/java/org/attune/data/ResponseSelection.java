package org.attune.data;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.attune.util.InvalidInputException;

/** How to select responses from a long ranking; a ranking that is short enough is unchanged. */
public enum ResponseSelection {
  /** The best ones. */
  BEST {
    @Override
    int place(int i, int k, int size) {
      return i;
    }
  },
  /** Evenly over the ranks, the best and the worst among them. */
  SPREAD {
    @Override
    int place(int i, int k, int size) {
      return k == 1 ? 0 : (int) Math.round(i * (size - 1.0) / (k - 1));
    }
  },
  /** The best one and the worst ones. */
  EXTREMES {
    @Override
    int place(int i, int k, int size) {
      return i == 0 ? 0 : size - k + i;
    }
  };

  /** Returns the index, from 0, of the i-th of k responses selected from a ranking. */
  abstract int place(int i, int k, int size);

  /** Returns the ranking reduced to at most {@code k} responses. */
  public Ranking take(Ranking ranking, int k) {
    InvalidInputException.unless(
        k >= 1, "The number of responses to take must be at least 1, got %d.", k);
    int size = ranking.responses().size();
    if (size <= k) {
      return ranking;
    }
    Set<Integer> places = new LinkedHashSet<>();
    for (int i = 0; i < k; i++) {
      places.add(place(i, k, size));
    }
    List<Integer> taken = List.copyOf(places);
    return new Ranking(
        ranking.prompt(),
        taken.stream().map(ranking.responses()::get).toList(),
        taken.stream().map(ranking.scores()::get).toList());
  }
}
