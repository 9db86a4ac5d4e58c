#!/bin/sh
# java-string-similarity: the NGram distance of A and B is 0, and that of texts shorter than n grows with what they have in common.
#
# Version: info.debatty:java-string-similarity 2.0.0.
# Seen: if a text is shorter than n (2 by default), NGram.distance returns the share of equal characters, which is a similarity: 0 for A and B, and with n = 4
#   0 for "yes" and "no", and 0.67 for "yes" and "yet". Two equal texts have 0 as well. Jaccard and SorensenDice give NaN for an empty text against "a".
# Expected: 1 for texts that have nothing in common, as for longer texts.
# Why it matters: short answers that differ count as the same, and are taken out as duplicates.
. "$(dirname "$0")/lib/setup.sh"
maven info.debatty:java-string-similarity:2.0.0
cat > "$work/Short.java" <<'JAVA'
import info.debatty.java.stringsimilarity.Jaccard;
import info.debatty.java.stringsimilarity.NGram;
import info.debatty.java.stringsimilarity.SorensenDice;

public class Short {
  public static void main(String[] args) {
    for (String[] pair : new String[][] {{"A", "A"}, {"A", "B"}, {"AAAA", "BBBB"}}) {
      System.out.println(String.join(" ", pair) + ": " + new NGram().distance(pair[0], pair[1]));
    }
    for (String[] pair : new String[][] {{"yes", "yes"}, {"yes", "yet"}, {"yes", "no"}, {"right", "wrong"}}) {
      System.out.printf(java.util.Locale.ROOT, "n = 4, %s: %.2f%n", String.join(" ", pair), new NGram(4).distance(pair[0], pair[1]));
    }
    System.out.println("empty text: " + new Jaccard().similarity("", "a") + " " + new SorensenDice().similarity("", "a"));
  }
}
JAVA
java_file Short
expect <<'SEEN'
A A: 0.0
A B: 0.0
AAAA BBBB: 1.0
n = 4, yes yes: 0.00
n = 4, yes yet: 0.67
n = 4, yes no: 0.00
n = 4, right wrong: 0.93
empty text: NaN NaN
SEEN
