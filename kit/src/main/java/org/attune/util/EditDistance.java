package org.attune.util;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The edit distance of names, and the known name that was probably meant by a mistyped one. */
public final class EditDistance {
  private static final int SHORT = 4;

  private EditDistance() {}

  /**
   * Returns the known name with the fewest slips: letters too many, too few, wrong, or swapped with
   * their neighbours. Two slips are forgiven, one in a name of up to four letters.
   */
  public static Optional<String> closest(Collection<String> known, String typed) {
    int most = typed.length() <= SHORT ? 1 : 2;
    return known.stream()
        .filter(name -> !name.equals(typed))
        .filter(name -> slips(name, typed) <= most)
        .min(
            Comparator.<String>comparingInt(name -> slips(name, typed))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Returns the optimal string alignment distance; a letter in the other case is no slip. */
  private static int slips(String name, String typed) {
    String a = name.toLowerCase(Locale.ROOT);
    String b = typed.toLowerCase(Locale.ROOT);
    int[][] of = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        of[i][j] = i == 0 || j == 0 ? i + j : step(of, a, b, i, j);
      }
    }
    return of[a.length()][b.length()];
  }

  private static int step(int[][] of, String a, String b, int i, int j) {
    int changed = of[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(changed, 1 + Math.min(of[i - 1][j], of[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, of[i - 2][j - 2] + 1) : best;
  }
}
