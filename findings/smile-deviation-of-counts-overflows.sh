#!/bin/sh
# Smile: the mean and the deviation of an int[] are wrong as soon as a sum or a square passes 2,147,483,647, without an exception.
#
# Version: com.github.haifengl:smile-base 3.1.1.
# Seen: of the lengths 1 and 50,000 MathEx.sd gives NaN as int[] and 35354.6 as double[]; of 100,000 and -100,000 it gives 53104.9 in place of
#   141421.4. MathEx.mean of 2,000,000,000 twice is negative.
# Expected: the numbers of double[]; the results are declared as double.
# Why it matters: lengths of answers in characters, tokens of a run and times in milliseconds are int and pass 46,340, whose square is the limit.
. "$(dirname "$0")/lib/setup.sh"
maven com.github.haifengl:smile-base:3.1.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Lengths.java" <<'JAVA'
import java.util.Arrays;
import smile.math.MathEx;

public class Lengths {
  static void show(int... lengths) {
    double[] same = Arrays.stream(lengths).asDoubleStream().toArray();
    System.out.printf(java.util.Locale.ROOT, "%s: mean %.1f and %.1f, deviation %.1f and %.1f%n", Arrays.toString(lengths),
        MathEx.mean(lengths), MathEx.mean(same), MathEx.sd(lengths), MathEx.sd(same));
  }

  public static void main(String[] args) {
    show(1, 40_000);
    show(1, 50_000);
    show(100_000, -100_000);
    show(2_000_000_000, 2_000_000_000);
  }
}
JAVA
java_file Lengths
expect <<'SEEN'
[1, 40000]: mean 20000.5 and 20000.5, deviation 28283.6 and 28283.6
[1, 50000]: mean 25000.5 and 25000.5, deviation NaN and 35354.6
[100000, -100000]: mean 0.0 and 0.0, deviation 53104.9 and 141421.4
[2000000000, 2000000000]: mean -147483648.0 and 2000000000.0, deviation NaN and 0.0
SEEN
