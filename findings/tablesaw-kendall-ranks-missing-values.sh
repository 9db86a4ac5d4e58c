#!/bin/sh
# Tablesaw: kendalls() counts a missing value as a rank, where pearsons() gives NaN and spearmans() throws an exception.
#
# Version: tech.tablesaw:tablesaw-core 0.44.4.
# Seen: 1, 2, 3, 4 against 2, 4, missing, 8 give 0.667, although the three complete pairs are in the same order.
# Expected: 1 for the complete pairs, or one of the other two ways, which cannot be taken for a result.
# Why it matters: the agreement of a reward model with people is reported too low, by the number of answers without a rating.
. "$(dirname "$0")/lib/setup.sh"
maven tech.tablesaw:tablesaw-core:0.44.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Ranks.java" <<'JAVA'
import java.util.function.Supplier;
import tech.tablesaw.api.DoubleColumn;

public class Ranks {
  public static void main(String[] args) {
    DoubleColumn people = DoubleColumn.create("people", 1, 2, 3, 4), model = DoubleColumn.create("model", 2, 4, Double.NaN, 8);
    print("kendalls", () -> people.kendalls(model));
    print("pearsons", () -> people.pearsons(model));
    print("spearmans", () -> people.spearmans(model));
  }

  static void print(String name, Supplier<Double> correlation) {
    try {
      System.out.printf(java.util.Locale.ROOT, "%s: %.3f%n", name, correlation.get());
    } catch (RuntimeException failure) {
      System.out.println(name + ": " + failure.getClass().getSimpleName());
    }
  }
}
JAVA
java_file Ranks
expect <<'SEEN'
kendalls: 0.667
pearsons: NaN
spearmans: NotANumberException
SEEN
