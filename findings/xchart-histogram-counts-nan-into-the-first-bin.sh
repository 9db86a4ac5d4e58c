#!/bin/sh
# XChart: Histogram counts NaN into its first bin.
#
# Version: org.knowm.xchart:xchart 3.8.8.
# Seen: 1, 2, 3 and NaN in three bins from 1 to 4 give the counts 2, 1, 1.
# Expected: 1, 1, 1 (as for values outside the range, which it leaves out), or an exception.
# Why it matters: failed rewards look like the lowest ones.
. "$(dirname "$0")/lib/setup.sh"
maven org.knowm.xchart:xchart:3.8.8
cat > "$work/Bins.java" <<'JAVA'
import java.util.Arrays;
import org.knowm.xchart.Histogram;

public class Bins {
  public static void main(String[] args) {
    System.out.println("with NaN: " + new Histogram(Arrays.asList(1.0, 2.0, 3.0, Double.NaN), 3, 1, 4).getyAxisData());
    System.out.println("with 9: " + new Histogram(Arrays.asList(1.0, 2.0, 3.0, 9.0), 3, 1, 4).getyAxisData());
  }
}
JAVA
java_file Bins
expect <<'SEEN'
with NaN: [2.0, 1.0, 1.0]
with 9: [1.0, 1.0, 1.0]
SEEN
