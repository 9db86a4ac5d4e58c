package org.attune.inspect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.attune.data.Example;
import org.attune.data.Pair;
import org.attune.view.Numbers;

/** Sentences about rows that a reader should notice before training on them. */
public final class DataFindings {
  /** Below this many pairs with responses of different length a share says little. */
  private static final int FEWEST = 20;

  private static final double BIASED = 0.6;

  private DataFindings() {}

  /** Returns the sentences; empty if nothing stands out. */
  public static List<String> of(List<? extends Example> rows) {
    List<String> findings = new ArrayList<>();
    lengthBias(rows, findings);
    int twice = rows.size() - new HashSet<>(rows).size();
    if (twice > 0) {
      findings.add(twice + " of " + rows.size() + " rows repeat an earlier row.");
    }
    return List.copyOf(findings);
  }

  private static void lengthBias(List<? extends Example> rows, List<String> findings) {
    int longer = 0;
    int different = 0;
    for (Example row : rows) {
      if (row instanceof Pair pair && pair.chosen().length() != pair.rejected().length()) {
        different++;
        longer += pair.chosen().length() > pair.rejected().length() ? 1 : 0;
      }
    }
    double share = (double) longer / Math.max(1, different);
    if (different >= FEWEST && Math.max(share, 1 - share) >= BIASED) {
      boolean rises = share > 0.5;
      findings.add(
          "The "
              + (rises ? "longer" : "shorter")
              + " response is chosen in "
              + Numbers.percent(Math.max(share, 1 - share))
              + " of the pairs of different length: a reward can learn the length instead of the"
              + " quality.");
    }
  }
}
