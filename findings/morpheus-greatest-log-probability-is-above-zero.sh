#!/bin/sh
# Morpheus: the greatest of the log-probabilities -1, -2 and -5 is 4.9E-324, a number above 0 that is not among them.
#
# Version: com.zavtech:morpheus-core 0.9.23.
# Seen: the search for the greatest value begins at Double.MIN_VALUE, which is the least number above 0, so no negative number is ever greater. The
#   least value and the mean beside it are right.
# Expected: -1.
# Why it matters: log-probabilities, rewards with a penalty and differences of losses are negative, and their best value is lost without an exception.
. "$(dirname "$0")/lib/setup.sh"
maven com.zavtech:morpheus-core:0.9.23 org.slf4j:slf4j-nop:1.7.36
cat > "$work/Greatest.java" <<'JAVA'
import com.zavtech.morpheus.array.Array;
import com.zavtech.morpheus.frame.DataFrame;
import com.zavtech.morpheus.range.Range;
import com.zavtech.morpheus.stats.Stats;
import java.util.Arrays;

public class Greatest {
  public static void main(String[] args) {
    for (double[] values : new double[][] {{-1, -2, -5}, {-1, 0, -5}, {1, 2, 5}}) {
      DataFrame<Integer, String> frame = DataFrame.ofDoubles(Range.of(0, values.length), Array.of("logp"), value -> values[value.rowOrdinal()]);
      Stats<Double> stats = frame.colAt(0).stats();
      System.out.println(Arrays.toString(values) + ": greatest " + stats.max() + ", least " + stats.min() + ", mean " + Math.round(stats.mean() * 100) / 100.0);
    }
  }
}
JAVA
export JAVA_TOOL_OPTIONS="--add-exports=java.base/sun.util.calendar=ALL-UNNAMED" # its arrays need a class of the JDK that Java 17 hides
java_file Greatest
expect <<'SEEN'
[-1.0, -2.0, -5.0]: greatest 4.9E-324, least -5.0, mean -2.67
[-1.0, 0.0, -5.0]: greatest 4.9E-324, least -5.0, mean -2.0
[1.0, 2.0, 5.0]: greatest 5.0, least 1.0, mean 2.67
SEEN
