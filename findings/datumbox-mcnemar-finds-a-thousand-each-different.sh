#!/bin/sh
# Datumbox: McNemar's test finds two models different that are each right on a thousand questions on which the other is wrong.
#
# Version: com.datumbox:datumbox-framework-core 0.8.2.
# Seen: test() rejects at both ends of the p-value, but that is one of a squared statistic, and near 1 if the models are equal: so it rejects equal models
#   as soon as there are enough questions. A two-sided test at 0.05 needs a p-value of 0.025. If the models are never apart the p-value is NaN.
# Expected: equal models are not rejected, however many questions there are.
# Why it matters: the more questions are asked, the surer the test is that equal models are different.
. "$(dirname "$0")/lib/setup.sh"
maven com.datumbox:datumbox-framework-core:0.8.2 org.slf4j:slf4j-nop:1.7.36
cat > "$work/Apart.java" <<'JAVA'
import com.datumbox.framework.core.statistics.nonparametrics.relatedsamples.McNemar;

public class Apart {
  public static void main(String[] args) {
    for (int[] apart : new int[][] {{0, 0}, {10, 0}, {6, 0}, {10, 10}, {100, 100}, {1000, 1000}}) {
      System.out.printf(java.util.Locale.ROOT, "only the first right %d, only the second %d: p %.4f, rejected %s%n", apart[0], apart[1],
          McNemar.getPvalue(500, apart[0], apart[1], 500), McNemar.test(500, apart[0], apart[1], 500, true, 0.05));
    }
  }
}
JAVA
java_file Apart
expect <<'SEEN'
only the first right 0, only the second 0: p NaN, rejected false
only the first right 10, only the second 0: p 0.0027, rejected true
only the first right 6, only the second 0: p 0.0247, rejected true
only the first right 10, only the second 10: p 0.9110, rejected false
only the first right 100, only the second 100: p 0.9718, rejected false
only the first right 1000, only the second 1000: p 0.9911, rejected true
SEEN
