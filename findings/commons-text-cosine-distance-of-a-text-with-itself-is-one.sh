#!/bin/sh
# Apache Commons Text: the cosine distance of a text in Cyrillic letters, or of "+", from itself is 1; that of -5 and 5, and of C++ and C, is 0.
#
# Version: org.apache.commons:commons-text 1.15.0.
# Seen: words are runs of ASCII letters, digits and underscores; all else is left out, and a text that has none of them has no words.
#   "café 7" is the two words caf and 7.
# Expected: words, as the documentation says: "a simple tokenizer that works with a regular expression to split words in a sentence".
# Why it matters: answers in most languages are all equally far from each other, and in English signs and decimal points do not count.
. "$(dirname "$0")/lib/setup.sh"
maven org.apache.commons:commons-text:1.15.0
cat > "$work/Distances.java" <<'JAVA'
import org.apache.commons.text.similarity.CosineDistance;

public class Distances {
  public static void main(String[] args) {
    String hello = "\u043f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440";
    String[][] pairs = {{"hello world", "hello world"}, {hello, hello}, {hello + " 7", "caf\u00e9 7"}, {"+", "+"}, {"it is -5", "it is 5"}, {"C++", "C"},
        {"x is 3.5", "x is 5.3"}};
    for (String[] pair : pairs) {
      String distance = String.format(java.util.Locale.ROOT, "%.2f", Math.abs(new CosineDistance().apply(pair[0], pair[1])));
      System.out.println((pair[0] + " and " + pair[1]).replace(hello, "privet mir").replace('\u00e9', 'e') + ": " + distance);
    }
  }
}
JAVA
java_file Distances
expect <<'SEEN'
hello world and hello world: 0.00
privet mir and privet mir: 1.00
privet mir 7 and cafe 7: 0.29
+ and +: 1.00
it is -5 and it is 5: 0.00
C++ and C: 0.00
x is 3.5 and x is 5.3: 0.00
SEEN
