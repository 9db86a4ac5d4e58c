#!/bin/sh
# t-digest (Java): the median of 1 and 10 is 10, and of 900 ratings of 1 and 100 of 5 the 89th percentile is 3.03 and 45 % are said to be at most 1.
#
# Version: com.tdunning:t-digest 3.3.
# Seen: the quantile of few values is the upper of two; equal values are merged into points, between which a line is drawn; cdf counts half of what is at the
#   value itself. cdf(5.5) of 1 and 10 is 0.5, so quantile and cdf contradict each other.
# Expected: 5.5, or either value by rule; 1 and 0.9: no rating lies between 1 and 5.
# Why it matters: ratings, latencies in whole milliseconds and token counts have few different values; shares read from the digest are half of what they are.
. "$(dirname "$0")/lib/setup.sh"
maven com.tdunning:t-digest:3.3
cat > "$work/Digest.java" <<'JAVA'
import com.tdunning.math.stats.TDigest;
import java.util.Locale;

public class Digest {
  public static void main(String[] args) {
    TDigest two = TDigest.createMergingDigest(100), four = TDigest.createMergingDigest(100), ratings = TDigest.createMergingDigest(20);
    two.add(1);
    two.add(10);
    for (int i = 1; i <= 4; i++) four.add(i);
    for (int i = 0; i < 1000; i++) ratings.add(i < 900 ? 1 : 5);
    System.out.printf(Locale.ROOT, "1, 10: median %.2f, cdf(5.5) %.2f%n", two.quantile(0.5), two.cdf(5.5));
    System.out.printf(Locale.ROOT, "1, 2, 3, 4: median %.2f, cdf(2.5) %.2f%n", four.quantile(0.5), four.cdf(2.5));
    System.out.printf(Locale.ROOT, "900 of 1, 100 of 5: 89th percentile %.2f, 90th %.2f, cdf(1) %.2f, cdf(3) %.2f%n", ratings.quantile(0.89), ratings.quantile(0.9),
        ratings.cdf(1), ratings.cdf(3));
  }
}
JAVA
java_file Digest
expect <<'SEEN'
1, 10: median 10.00, cdf(5.5) 0.50
1, 2, 3, 4: median 3.00, cdf(2.5) 0.50
900 of 1, 100 of 5: 89th percentile 3.03, 90th 3.54, cdf(1) 0.45, cdf(3) 0.89
SEEN
