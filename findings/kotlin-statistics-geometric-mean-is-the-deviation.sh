#!/bin/sh
# kotlin-statistics: geometricMeanBy gives 4.24 for 2 and 8 of a group, their standard deviation; geometricMean of the same list is 4.
#
# Version: org.nield:kotlin-statistics 1.2.1.
# Seen: geometricMeanBy of an Iterable calls standardDeviationBy.
# Expected: 4.
# Why it matters: geometric means are how speeds and perplexities are averaged; of equal values this one is 0.
. "$(dirname "$0")/lib/setup.sh"
maven org.nield:kotlin-statistics:1.2.1
cat > "$work/Geometric.java" <<'JAVA'
import java.util.List;
import org.nield.kotlinstatistics.NumberStatisticsKt;

public class Geometric {
  static void show(List<Double> values) {
    System.out.println(values + ": geometricMean " + NumberStatisticsKt.geometricMean(values) + ", geometricMeanBy "
        + NumberStatisticsKt.geometricMeanBy(values, value -> "group", value -> value) + ", standardDeviation " + NumberStatisticsKt.standardDeviation(values));
  }

  public static void main(String[] args) {
    show(List.of(2.0, 8.0));
    show(List.of(5.0, 5.0, 5.0));
  }
}
JAVA
java_file Geometric
expect <<'SEEN'
[2.0, 8.0]: geometricMean 4.0, geometricMeanBy {group=4.242640687119285}, standardDeviation 4.242640687119285
[5.0, 5.0, 5.0]: geometricMean 4.999999999999999, geometricMeanBy {group=0.0}, standardDeviation 0.0
SEEN
