#!/bin/sh
# OpenNLP: NGramLanguageModel gives a word a probability of 50, and 13 to a word that never followed.
#
# Version: org.apache.opennlp:opennlp-tools 2.5.4.
# Seen: the count of a word is divided by the number of distinct n-grams, of all lengths, in place of the number of words. After 100 times "the cat" a
#   model of single words gives "the" 50, and a model of pairs 33.3; what a model of pairs has not seen falls back to 0.4 times that, 13.3.
#   The pair "the cat" itself has the probability 1.
# Expected: 0.5 for "the" and for "cat", which are half of the words each; the method is documented as the probability of the tokens.
# Why it matters: a perplexity from it is below 1, and falls the more often the text is repeated; unseen pairs beat seen ones.
. "$(dirname "$0")/lib/setup.sh"
maven org.apache.opennlp:opennlp-tools:2.5.4 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Words.java" <<'JAVA'
import opennlp.tools.languagemodel.NGramLanguageModel;

public class Words {
  public static void main(String[] args) {
    for (int length = 1; length <= 2; length++) {
      NGramLanguageModel model = new NGramLanguageModel(length);
      for (int i = 0; i < 100; i++) {
        model.add("the", "cat");
      }
      System.out.printf(java.util.Locale.ROOT, "n = %d: the %.3f, cat %.3f%n", length, model.calculateProbability("the"), model.calculateProbability("cat"));
      if (length == 2) {
        System.out.printf(java.util.Locale.ROOT, "cat after the: %.3f, the after cat: %.3f%n", model.calculateProbability("the", "cat"),
            model.calculateProbability("cat", "the"));
      }
    }
  }
}
JAVA
java_file Words
expect <<'SEEN'
n = 1: the 50.000, cat 50.000
n = 2: the 33.333, cat 33.333
cat after the: 1.000, the after cat: 13.333
SEEN
