#!/bin/sh
# Lucene: LuceneLevenshteinDistance gives an empty text and "yes" a similarity of 3, two empty texts 0, and "no" and "yes" -0.5.
#
# Version: org.apache.lucene:lucene-suggest 9.12.3.
# Seen: for an empty text getDistance returns the number of edits, which is a distance; otherwise 1 less the edits by the length of the shorter text, which
#   falls below 0. The empty text is nearer to "certainly not" than every other text.
# Expected: the interface StringDistance promises a number from 0 (different) to 1 (equal); LevenshteinDistance of the same package keeps to it.
# Why it matters: with a threshold such as 0.8 an empty answer is a duplicate of every answer.
. "$(dirname "$0")/lib/setup.sh"
maven org.apache.lucene:lucene-suggest:9.12.3
cat > "$work/Near.java" <<'JAVA'
import org.apache.lucene.search.spell.LevenshteinDistance;
import org.apache.lucene.search.spell.LuceneLevenshteinDistance;

public class Near {
  public static void main(String[] args) {
    String[][] pairs = {{"yes", "yes"}, {"yes", "yet"}, {"yes", "no"}, {"", "yes"}, {"", "certainly not"}, {"", ""}};
    for (String[] pair : pairs) {
      System.out.printf(java.util.Locale.ROOT, "\"%s\" and \"%s\": %.2f, LevenshteinDistance %.2f%n", pair[0], pair[1],
          new LuceneLevenshteinDistance().getDistance(pair[0], pair[1]), new LevenshteinDistance().getDistance(pair[0], pair[1]));
    }
  }
}
JAVA
java_file Near
expect <<'SEEN'
"yes" and "yes": 1.00, LevenshteinDistance 1.00
"yes" and "yet": 0.67, LevenshteinDistance 0.67
"yes" and "no": -0.50, LevenshteinDistance 0.00
"" and "yes": 3.00, LevenshteinDistance 0.00
"" and "certainly not": 13.00, LevenshteinDistance 0.00
"" and "": 0.00, LevenshteinDistance 1.00
SEEN
