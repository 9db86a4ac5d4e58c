#!/bin/sh
# Tablesaw: one missing value empties the mean, the sum and the deviation of summary(), and all of normalize().
#
# Version: tech.tablesaw:tablesaw-core 0.44.4.
# Seen: for 1, missing and 3 the methods mean(), sum() and standardDeviation() give 2, 4 and 1.41; summary() of the same column shows
#   a count of 3, the smallest and the greatest, and nothing else. normalize() gives three missing values.
# Expected: the same figures in both places, and a count of 2.
# Why it matters: a first look at a table of rewards shows no mean, and hides that the figures are there.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Summary.java" <<'JAVA'
import tech.tablesaw.api.*;

public class Summary {
  public static void main(String[] args) {
    DoubleColumn rewards = DoubleColumn.create("reward", 1, Double.NaN, 3);
    System.out.printf(java.util.Locale.ROOT, "methods: mean %s, sum %s, deviation %.3f%n", rewards.mean(), rewards.sum(), rewards.standardDeviation());
    for (Row row : rewards.summary()) {
      System.out.println("summary: " + row.getString(0) + " " + row.getDouble(1));
    }
    System.out.println("normalize: " + rewards.normalize().asList());
  }
}
JAVA
java_file Summary
expect <<'SEEN'
methods: mean 2.0, sum 4.0, deviation 1.414
summary: Count 3.0
summary: sum NaN
summary: Mean NaN
summary: Min 1.0
summary: Max 3.0
summary: Range 2.0
summary: Variance NaN
summary: Std. Dev NaN
normalize: [null, null, null]
SEEN
