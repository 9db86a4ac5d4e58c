#!/bin/sh
# RiVal: the 95 % interval of a mean of five results is the 90 % one, and so is that of the difference of two systems, unless they are paired.
#
# Version: net.recommenders.rival:rival-evaluate 0.2, Commons Math 3.5.
# Seen: getConfidenceInterval(0.05, ...) takes the 0.95 quantile of Student's distribution for one system and for two independent ones, and the 0.975 quantile
#   for two paired ones.
# Expected: the 0.975 quantile in all three, as an interval has two ends: 1.04 to 4.96 for the mean of 1 to 5.
# Why it matters: one interval of ten misses the mean, where the reader is told one of twenty, and paired and unpaired intervals cannot be compared.
. "$(dirname "$0")/lib/setup.sh"
maven net.recommenders.rival:rival-evaluate:0.2
cat > "$work/Intervals.java" <<'JAVA'
import java.util.*;
import net.recommenders.rival.evaluation.statistics.ConfidenceInterval;
import org.apache.commons.math3.distribution.TDistribution;

public class Intervals {
  static Map<String, Double> results(double... values) {
    var results = new TreeMap<String, Double>();
    for (double value : values) {
      results.put("user " + results.size(), value);
    }
    return results;
  }

  static String ends(double[] interval) {
    return String.format(Locale.ROOT, "%.2f to %.2f", interval[0], interval[1]);
  }

  static double[] around(double mean, double error, int degrees) {
    double half = error * new TDistribution(degrees).inverseCumulativeProbability(0.975);
    return new double[] {mean - half, mean + half};
  }

  public static void main(String[] args) {
    var first = results(1, 2, 3, 4, 5);
    var second = results(2, 3, 4, 5, 7);
    var interval = new ConfidenceInterval();
    System.out.println("mean of 1 to 5: " + ends(interval.getConfidenceInterval(0.05, first)) + ", 95 % " + ends(around(3, Math.sqrt(2.5 / 5), 4)));
    System.out.println("independent: " + ends(interval.getConfidenceInterval(0.05, first, second, false)) + ", 95 % " + ends(around(1.2, Math.sqrt((2.5 + 3.7) / 5), 8)));
    System.out.println("paired: " + ends(interval.getConfidenceInterval(0.05, first, second, true)) + ", 95 % " + ends(around(1.2, Math.sqrt(0.2 / 5), 4)));
  }
}
JAVA
java_file Intervals
expect <<'SEEN'
mean of 1 to 5: 1.49 to 4.51, 95 % 1.04 to 4.96
independent: -0.87 to 3.27, 95 % -1.37 to 3.77
paired: 0.64 to 1.76, 95 % 0.64 to 1.76
SEEN
