package org.attune.claims;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The test of a claim whose parts must all hold.
 *
 * <p>It agrees when every part does, each at the full level: an intersection–union test, whose
 * error is no larger than that of one part (Berger 1982). For anything else one part is enough, and
 * with many parts one is off by chance; so parts are refuted, or found not to matter, by Holm's
 * step-down (1979): the clearest of k parts at level α/k, the next at α/(k − 1), and so on. A true
 * claim is then refuted with probability α/2 at most, however many parts it has.
 *
 * <p>One refuted part refutes the claim. Else one part without a difference that matters settles it
 * as such: the claim says that each of its differences does.
 */
final class Conjunction {
  private Conjunction() {}

  /**
   * Judges each part.
   *
   * @param alpha the two-sided error that is spent, such as 0.05
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

  /** Returns what the parts' verdicts together say. */
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
