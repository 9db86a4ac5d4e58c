#!/bin/sh
# Datumbox: the mean of the ratings 8, missing and 9 is 5.67; their least value is 8.
#
# Version: com.datumbox:datumbox-framework-core 0.8.2.
# Seen: Descriptives.sum, min and max leave a null out, and mean divides by the number of all entries. Ratings of 1,000,000,001 to 1,000,000,003 have a
#   variance of 0, because squares are subtracted.
# Expected: 8.5 or an exception, and 1.
# Why it matters: a model whose answers were not all rated has a lower mean than any of its ratings.
. "$(dirname "$0")/lib/setup.sh"
maven com.datumbox:datumbox-framework-core:0.8.2 org.slf4j:slf4j-nop:1.7.36
cat > "$work/Ratings.java" <<'JAVA'
import com.datumbox.framework.common.dataobjects.FlatDataCollection;
import com.datumbox.framework.core.statistics.descriptivestatistics.Descriptives;
import java.util.*;

public class Ratings {
  public static void main(String[] args) {
    var ratings = new FlatDataCollection(new ArrayList<Object>(Arrays.asList(8.0, null, 9.0)));
    System.out.printf(Locale.ROOT, "8, missing, 9: mean %.2f, least %.0f, greatest %.0f%n", Descriptives.mean(ratings), Descriptives.min(ratings), Descriptives.max(ratings));
    var large = new FlatDataCollection(new ArrayList<Object>(Arrays.asList(1e9 + 1, 1e9 + 2, 1e9 + 3)));
    System.out.println("1,000,000,001 to 1,000,000,003: variance " + Descriptives.variance(large, true));
  }
}
JAVA
java_file Ratings
expect <<'SEEN'
8, missing, 9: mean 8.50, least 8, greatest 9
1,000,000,001 to 1,000,000,003: variance 0.0
SEEN
