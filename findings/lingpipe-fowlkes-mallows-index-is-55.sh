#!/bin/sh
# LingPipe: the Fowlkes-Mallows index of a judge with a precision of 0.75 and a recall of 0.9 is 54.8, where it is 0.82 and never above 1.
#
# Version: de.julielab:aliasi-lingpipe 4.1.0.
# Seen: fowlkesMallows() is the root of the product of the number of good answers and the number of answers called good; the true positives, over which
#   it stands, are left out. It grows with the number of answers, and does not change if the judge gets more of them right.
# Expected: the true positives over that root, which is the geometric mean of precision and recall.
# Why it matters: it is printed among the other measures by toString(), and of two judges the one who calls more answers good has the greater index.
. "$(dirname "$0")/lib/setup.sh"
maven de.julielab:aliasi-lingpipe:4.1.0
cat > "$work/Index.java" <<'JAVA'
import com.aliasi.classify.PrecisionRecallEvaluation;
import java.util.Locale;

public class Index {
  public static void main(String[] args) {
    for (long[] counts : new long[][] {{45, 5, 15, 35}, {25, 25, 35, 15}, {450, 50, 150, 350}, {50, 0, 0, 50}}) {
      PrecisionRecallEvaluation judge = new PrecisionRecallEvaluation(counts[0], counts[1], counts[2], counts[3]);
      System.out.printf(Locale.ROOT, "precision %.2f, recall %.2f: %.2f, by its definition %.2f%n",
          judge.precision(), judge.recall(), judge.fowlkesMallows(), Math.sqrt(judge.precision() * judge.recall()));
    }
  }
}
JAVA
java_file Index
expect <<'SEEN'
precision 0.75, recall 0.90: 54.77, by its definition 0.82
precision 0.42, recall 0.50: 54.77, by its definition 0.46
precision 0.75, recall 0.90: 547.72, by its definition 0.82
precision 1.00, recall 1.00: 50.00, by its definition 1.00
SEEN
