#!/bin/sh
# GRAL: the skewness of the ratings 1 to 5, which are symmetric, is -3, and that of ratings with a long tail above is negative.
#
# Version: de.erichseifert.gral:gral-core 0.11, compared with org.apache.commons:commons-statistics-descriptive 1.2.
# Seen: 3 is taken from the skewness, as it is from the kurtosis, whose value for normal data is 3.
# Expected: 0 for symmetric data, and a positive number for a tail above.
# Why it matters: the sign says on which side the tail lies, and here it says "below" for nearly all data.
. "$(dirname "$0")/lib/setup.sh"
maven de.erichseifert.gral:gral-core:0.11 org.apache.commons:commons-statistics-descriptive:1.2
cat > "$work/Skew.java" <<'JAVA'
import de.erichseifert.gral.data.DataTable;
import de.erichseifert.gral.data.statistics.Statistics;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.statistics.descriptive.Skewness;

public class Skew {
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static void main(String[] args) {
    for (double[] ratings : new double[][] {{1, 2, 3, 4, 5}, {1, 1, 1, 2, 9}, {1, 8, 9, 9, 9}}) {
      DataTable table = new DataTable(Double.class);
      Arrays.stream(ratings).forEach(rating -> table.add(rating));
      double right = Skewness.of(ratings).setBiased(true).getAsDouble();
      System.out.printf(Locale.ROOT, "%s: %.2f, Commons Statistics %.2f%n", Arrays.toString(ratings), table.getStatistics().get(Statistics.SKEWNESS), right);
    }
  }
}
JAVA
java_file Skew
expect <<'SEEN'
[1.0, 2.0, 3.0, 4.0, 5.0]: -3.00, Commons Statistics 0.00
[1.0, 1.0, 1.0, 2.0, 9.0]: -1.55, Commons Statistics 1.45
[1.0, 8.0, 9.0, 9.0, 9.0]: -4.45, Commons Statistics -1.45
SEEN
