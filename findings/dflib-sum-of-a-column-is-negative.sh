#!/bin/sh
# DFLib: the sum of a column of integers is -294967296 as an expression, and 4000000000 as a method of the column.
#
# Version: org.dflib:dflib 1.2.0.
# Seen: two values of 2,000,000,000. agg($int("tokens").sum()) adds in 32 bits and is negative; getColumn("tokens") read as an IntSeries gives the sum as a
#   long, and $int("tokens").avg() gives 2.0E9. No exception is thrown.
# Expected: the same sum from both, or an exception.
# Why it matters: counts of tokens, and sums of them by group, pass 2,147,483,647 in an ordinary data set.
. "$(dirname "$0")/lib/setup.sh"
maven org.dflib:dflib:1.2.0 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Sums.java" <<'JAVA'
import static org.dflib.Exp.$int;

import org.dflib.DataFrame;
import org.dflib.Series;

public class Sums {
  public static void main(String[] args) {
    DataFrame frame = DataFrame.byColumn("tokens").of(Series.ofInt(2_000_000_000, 2_000_000_000));
    DataFrame seen = frame.cols().agg($int("tokens").sum(), $int("tokens").avg());
    System.out.println("expression: sum " + seen.get(0, 0) + ", mean " + seen.get(1, 0));
    System.out.println("method: sum " + frame.getColumn("tokens").castAsInt().sum());
    System.out.println("by group: sum " + frame.cols("model").merge(org.dflib.Exp.$val("a")).group("model").agg($int("tokens").sum()).get(0, 0));
  }
}
JAVA
java_file Sums
expect <<'SEEN'
expression: sum -294967296, mean 2.0E9
method: sum 4000000000
by group: sum -294967296
SEEN
