#!/bin/sh
# Jenetics: the median of the ratings 7 and 9 is 0, that of 7, 8 and 9 is 9, and the least of six ratings from 1 to 6, the quantile 0, is 0.
#
# Version: io.jenetics:jenetics 7.2.0.
# Seen: Quantile returns the third of its five places from the first value on, which is 0 until three values have come and the third value, whatever its
#   size, for three and four. Up to five values the quantile 0.9 is the same as the median. Quantile(0) is 0 however many values come; Quantile(1) is right.
# Expected: 8, 8 and 1. The documentation warns that quantiles are not exact, as they are estimated without keeping the values; NaN is what its moments
#   give for what cannot be computed yet.
# Why it matters: groups of one to four answers have a median that none of their answers allows, in the same table as groups where it is nearly right.
. "$(dirname "$0")/lib/setup.sh"
maven io.jenetics:jenetics:7.2.0
cat > "$work/Ratings.java" <<'JAVA'
import io.jenetics.stat.Quantile;
import java.util.Arrays;

public class Ratings {
  public static void main(String[] args) {
    for (double[] ratings : new double[][] {{7}, {7, 9}, {7, 8, 9}, {9, 8, 7}, {1, 2, 3, 10}, {1, 2, 3, 4, 5, 6}}) {
      System.out.print(Arrays.toString(ratings) + ":");
      for (double share : new double[] {0, 0.5, 0.9, 1}) {
        Quantile quantile = new Quantile(share);
        Arrays.stream(ratings).forEach(quantile);
        System.out.print(" " + share + " is " + quantile.value() + (share < 1 ? "," : "\n"));
      }
    }
  }
}
JAVA
java_file Ratings
expect <<'SEEN'
[7.0]: 0.0 is 0.0, 0.5 is 0.0, 0.9 is 0.0, 1.0 is 7.0
[7.0, 9.0]: 0.0 is 0.0, 0.5 is 0.0, 0.9 is 0.0, 1.0 is 9.0
[7.0, 8.0, 9.0]: 0.0 is 0.0, 0.5 is 9.0, 0.9 is 9.0, 1.0 is 9.0
[9.0, 8.0, 7.0]: 0.0 is 0.0, 0.5 is 7.0, 0.9 is 7.0, 1.0 is 9.0
[1.0, 2.0, 3.0, 10.0]: 0.0 is 0.0, 0.5 is 3.0, 0.9 is 3.0, 1.0 is 10.0
[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]: 0.0 is 0.0, 0.5 is 3.0, 0.9 is 3.0, 1.0 is 6.0
SEEN
