#!/bin/sh
# Smile: the median of 1 and 9 is 9, that of 1, 2, 3 and 10 is 3, and the first quartile of 1 and 9 is 1 while the third is 9.
#
# Version: com.github.haifengl:smile-base 3.1.1; org.apache.commons:commons-statistics-descriptive 1.2.
# Seen: MathEx.median of an even number of values is the greater of the two in the middle, and q1 and q3 are single values too; mad, the median of the
#   deviations, is built on them: 8 for 1 and 9. The documentation has "Find the median of an array of type double" and no more.
# Expected: 5 and 2.5, the means of the two in the middle, and 4 for the deviation.
# Why it matters: with an even number of answers each median is too great, that of verdicts 0 and 1 in equal numbers is 1, and the median of the negative
#   numbers is not the negative of the median.
. "$(dirname "$0")/lib/setup.sh"
maven com.github.haifengl:smile-base:3.1.1 org.apache.commons:commons-statistics-descriptive:1.2 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Medians.java" <<'JAVA'
import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Median;
import smile.math.MathEx;

public class Medians {
  public static void main(String[] args) {
    for (double[] values : new double[][] {{1, 9}, {-1, -9}, {1, 2, 3, 10}, {0, 0, 1, 1}, {1, 2, 3}}) {
      System.out.println(Arrays.toString(values) + ": median " + MathEx.median(values.clone()) + ", quartiles " + MathEx.q1(values.clone()) + " and "
          + MathEx.q3(values.clone()) + ", deviation " + MathEx.mad(values.clone()) + "; Commons Statistics median "
          + Median.withDefaults().evaluate(values.clone()));
    }
  }
}
JAVA
java_file Medians
expect <<'SEEN'
[1.0, 9.0]: median 9.0, quartiles 1.0 and 9.0, deviation 8.0; Commons Statistics median 5.0
[-1.0, -9.0]: median -1.0, quartiles -9.0 and -1.0, deviation 8.0; Commons Statistics median -5.0
[1.0, 2.0, 3.0, 10.0]: median 3.0, quartiles 2.0 and 10.0, deviation 2.0; Commons Statistics median 2.5
[0.0, 0.0, 1.0, 1.0]: median 1.0, quartiles 0.0 and 1.0, deviation 1.0; Commons Statistics median 0.5
[1.0, 2.0, 3.0]: median 2.0, quartiles 1.0 and 3.0, deviation 1.0; Commons Statistics median 2.0
SEEN
