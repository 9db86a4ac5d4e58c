#!/bin/sh
# Tablesaw: round() makes a missing value 0: the mean of the rounded ratings 8, missing and 9 is 5.67.
#
# Version: tech.tablesaw:tablesaw-core 0.44.1.
# Seen: round() and roundInt() of a DoubleColumn or a FloatColumn give 0 for a missing value, and countMissing() of the result is 0. Arithmetic such as add
#   and abs, and asIntColumn(), keep it missing. roundInt() also wraps round above 2,147,483,647.
# Expected: missing, as from the other operations.
# Why it matters: answers that a judge did not rate become answers that it rated 0, and pull every mean down.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Rounded.java" <<'JAVA'
import tech.tablesaw.api.*;

public class Rounded {
  static void print(String what, NumericColumn<?> column) {
    System.out.printf(java.util.Locale.ROOT, "%s: %s, missing %d, mean %.2f%n", what, java.util.Arrays.toString(column.asDoubleArray()), column.countMissing(),
        column.mean());
  }

  public static void main(String[] args) {
    DoubleColumn ratings = DoubleColumn.create("rating", new double[] {8.2, Double.NaN, 8.9});
    print("as they are", ratings);
    print("round", ratings.round());
    print("roundInt", ratings.roundInt());
    print("abs", ratings.abs());
    print("asIntColumn", ratings.asIntColumn());
    print("roundInt of three thousand millions", DoubleColumn.create("tokens", new double[] {3e9}).roundInt());
  }
}
JAVA
java_file Rounded
expect <<'SEEN'
as they are: [8.2, NaN, 8.9], missing 1, mean 8.55
round: [8.0, 0.0, 9.0], missing 0, mean 5.67
roundInt: [8.0, 0.0, 9.0], missing 0, mean 5.67
abs: [8.2, NaN, 8.9], missing 1, mean 8.55
asIntColumn: [8.0, NaN, 8.0], missing 1, mean 8.00
roundInt of three thousand millions: [-1.294967296E9], missing 0, mean -1294967296.00
SEEN
