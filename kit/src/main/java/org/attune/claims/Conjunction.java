package org.attune.claims;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The test of a claim with several parts that must all hold.
 *
 * <p>It agrees if every part agrees at the full level: an intersection–union test, whose error is
 * at most that of one part (Berger 1982). Any other verdict needs only one part, and with many
 * parts one may be wrong by chance. So parts are refuted, or found not to matter, by Holm's
 * step-down procedure (1979): the clearest of k parts at level α/k, the next at α/(k − 1), and so
 * on. A true claim is then refuted with probability at most α/2, whatever the number of parts.
 *
 * <p>One refuted part refutes the claim. Otherwise one part without a difference that matters
 * decides the claim as such, since the claim says that every difference matters.
 */
final class Conjunction {
  private Conjunction() {}

  /**
   * Judges each part.
   *
   * @param alpha the two-sided error level, such as 0.05
   */
  static List<Verdict> parts(List<Evidence> parts, double alpha) {
    List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(parts.size(), Verdict.UNDECIDED));
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      open.add(i);
    }
    boolean found = true;
    while (found && !open.isEmpty()) {
      double level = 1 - alpha / open.size();
      List<Integer> settled = open.stream().filter(i -> against(parts.get(i), level)).toList();
      settled.forEach(i -> verdicts.set(i, parts.get(i).verdict(level)));
      open.removeAll(settled);
      found = !settled.isEmpty();
    }
    for (int i : open) {
      boolean holds = parts.get(i).verdict(1 - alpha) == Verdict.AGREES;
      verdicts.set(i, holds ? Verdict.AGREES : Verdict.UNDECIDED);
    }
    return verdicts;
  }

  private static boolean against(Evidence part, double level) {
    Verdict verdict = part.verdict(level);
    return verdict == Verdict.DISAGREES || verdict == Verdict.NO_DIFFERENCE_THAT_MATTERS;
  }

  /** Returns the combined verdict of the parts. */
  static Verdict all(List<Verdict> parts) {
    for (Verdict verdict : List.of(Verdict.DISAGREES, Verdict.NO_DIFFERENCE_THAT_MATTERS)) {
      if (parts.contains(verdict)) {
        return verdict;
      }
    }
    return parts.isEmpty() || parts.contains(Verdict.UNDECIDED)
        ? Verdict.UNDECIDED
        : Verdict.AGREES;
  }
}
