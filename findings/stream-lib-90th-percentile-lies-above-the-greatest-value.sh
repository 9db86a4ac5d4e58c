#!/bin/sh
# stream-lib: the 90th percentile of the latencies 1 and 9 is 11.4, that of 1 to 10 is 8, and -25 % of 1 and 9 are said to be at most 1.
#
# Version: com.clearspring.analytics:stream 2.9.8.
# Seen: TDigest.quantile goes past the greatest value, and cdf below 0, although a digest keeps so few values one by one, without any loss. With fifty
#   values the 90th percentile is 44 in place of 45 or 46.
# Expected: no percentile above the greatest value, and a share from 0 to 1: at most 1 are half of 1 and 9, and at most 7 three of four.
# Why it matters: the tail of latencies, for which such a digest is kept, is one that was never seen; and a share below 0 spoils what is computed from it.
. "$(dirname "$0")/lib/setup.sh"
maven com.clearspring.analytics:stream:2.9.8 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Digest.java" <<'JAVA'
import com.clearspring.analytics.stream.quantile.TDigest;
import java.util.Locale;
import java.util.stream.DoubleStream;

public class Digest {
  static void seen(String name, double... values) {
    TDigest digest = new TDigest(100);
    DoubleStream.of(values).forEach(digest::add);
    double least = DoubleStream.of(values).min().getAsDouble();
    System.out.printf(Locale.ROOT, "%s: 90 %% below %.1f, 99.9 %% below %.2f, all below %.1f, at most %.0f: %.2f%n",
        name, digest.quantile(0.9), digest.quantile(0.999), digest.quantile(1), least, digest.cdf(least));
  }

  public static void main(String[] args) {
    seen("1 and 9", 1, 9);
    seen("7, 7, 7 and 9", 7, 7, 7, 9);
    seen("1 to 10", DoubleStream.iterate(1, x -> x + 1).limit(10).toArray());
    seen("1 to 50", DoubleStream.iterate(1, x -> x + 1).limit(50).toArray());
  }
}
JAVA
java_file Digest
expect <<'SEEN'
1 and 9: 90 % below 11.4, 99.9 % below 12.98, all below 13.0, at most 1: -0.25
7, 7, 7 and 9: 90 % below 9.8, 99.9 % below 9.01, all below 9.0, at most 7: 0.38
1 to 10: 90 % below 8.0, 99.9 % below 10.01, all below 10.0, at most 1: 0.05
1 to 50: 90 % below 44.0, 99.9 % below 50.05, all below 50.0, at most 1: 0.01
SEEN
