#!/bin/sh
# DJL: Metrics.percentile takes the next greater value: the 90th percentile of ten latencies is the greatest, the 50th of two the greater, the 100th an error.
#
# Version: ai.djl:api 0.35.1.
# Seen: the place in the sorted list is the percentage of its length, counted from 0; so p90 of 1 to 10 is 10, p50 is 6, and percentile(name, 100) throws an
#   IndexOutOfBoundsException. NDArray.percentile(50) of the same library is 5.5, and median() is 5.
# Expected: 9 by the nearest rank, or 9.1 between two values, and the greatest value for 100.
# Why it matters: latencies and losses are reported as p50, p90 and p99, and a short run has its worst value as p90.
. "$(dirname "$0")/lib/setup.sh"
maven ai.djl:api:0.35.1 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Latencies.java" <<'JAVA'
import ai.djl.metric.Metrics;

public class Latencies {
  public static void main(String[] args) {
    for (int count : new int[] {2, 10, 100}) {
      Metrics metrics = new Metrics();
      for (int value = 1; value <= count; value++) {
        metrics.addMetric("latency", value);
      }
      StringBuilder text = new StringBuilder("1 to " + count + ":");
      for (int percentile : new int[] {50, 90, 99, 100}) {
        String value;
        try {
          value = metrics.percentile("latency", percentile).getValue().toString();
        } catch (IndexOutOfBoundsException e) {
          value = e.getMessage();
        }
        text.append(" p").append(percentile).append(" ").append(value);
      }
      System.out.println(text);
    }
  }
}
JAVA
java_file Latencies
expect <<'SEEN'
1 to 2: p50 2.0 p90 2.0 p99 2.0 p100 Index 2 out of bounds for length 2
1 to 10: p50 6.0 p90 10.0 p99 10.0 p100 Index 10 out of bounds for length 10
1 to 100: p50 51.0 p90 91.0 p99 100.0 p100 Index 100 out of bounds for length 100
SEEN
