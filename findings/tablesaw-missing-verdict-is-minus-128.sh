#!/bin/sh
# Tablesaw: a missing value of a BooleanColumn is -128 among its numbers, so the share of right verdicts is -42.
#
# Version: tech.tablesaw:tablesaw-core 0.44.1.
# Seen: asDoubleArray() gives 1, 0 and, for a missing one, -128, the byte that stands for it inside. proportionTrue() of the same column leaves it out.
# Expected: NaN, as asDoubleArray() of the columns of numbers gives.
# Why it matters: arrays are what is handed to libraries of statistics; a mean of -42 is noticed, a correlation or a regression is not.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Verdicts.java" <<'JAVA'
import java.util.Arrays;
import tech.tablesaw.api.*;

public class Verdicts {
  public static void main(String[] args) {
    BooleanColumn right = BooleanColumn.create("right");
    right.append(true).appendMissing().append(true);
    double[] numbers = right.asDoubleArray();
    System.out.printf("BooleanColumn: %s, mean %.2f, proportionTrue %.2f%n", Arrays.toString(numbers), Arrays.stream(numbers).average().getAsDouble(),
        right.proportionTrue());
    IntColumn counts = IntColumn.create("counts");
    counts.append(1).appendMissing().append(1);
    System.out.println("IntColumn: " + Arrays.toString(counts.asDoubleArray()));
  }
}
JAVA
java_file Verdicts
expect <<'SEEN'
BooleanColumn: [1.0, -128.0, 1.0], mean -42.00, proportionTrue 1.00
IntColumn: [1.0, NaN, 1.0]
SEEN
