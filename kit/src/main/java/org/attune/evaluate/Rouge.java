package org.attune.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * ROUGE (Lin 2004, Text Summarization Branches Out): the F1 of shared words, of shared pairs of
 * words, and of the longest common subsequence, 0 … 1. It equals Google's {@code rouge-score}
 * without stemming.
 *
 * <p>Like BLEU it measures shared words, not quality, and reads only Latin letters and digits.
 *
 * @param rouge1 F1 of words
 * @param rouge2 F1 of pairs of words
 * @param rougeL F1 of the longest common subsequence
 */
public record Rouge(double rouge1, double rouge2, double rougeL) {
  /** Returns the scores of an answer against a reference. */
  public static Rouge of(String answer, String reference) {
    List<String> said = words(answer);
    List<String> wanted = words(reference);
    return new Rouge(
        grams(said, wanted, 1),
        grams(said, wanted, 2),
        f1(common(said, wanted), said.size(), wanted.size()));
  }

  /** Returns the mean scores of many answers, one reference each. */
  public static Rouge mean(List<String> answers, List<String> references) {
    double[] sums = new double[3];
    for (int i = 0; i < answers.size(); i++) {
      Rouge one = of(answers.get(i), references.get(i));
      sums[0] += one.rouge1 / answers.size();
      sums[1] += one.rouge2 / answers.size();
      sums[2] += one.rougeL / answers.size();
    }
    return new Rouge(sums[0], sums[1], sums[2]);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static double grams(List<String> said, List<String> wanted, int n) {
    Map<List<String>, Integer> left = new HashMap<>();
    for (int i = 0; i + n <= wanted.size(); i++) {
      left.merge(wanted.subList(i, i + n), 1, Integer::sum);
    }
    int shared = 0;
    for (int i = 0; i + n <= said.size(); i++) {
      List<String> gram = said.subList(i, i + n);
      int rest = left.getOrDefault(gram, 0);
      if (rest > 0) {
        left.put(gram, rest - 1);
        shared++;
      }
    }
    return f1(shared, said.size() - n + 1, wanted.size() - n + 1);
  }

  private static double f1(int shared, int said, int wanted) {
    return shared == 0 ? 0 : 2.0 * shared / (Math.max(said, 1) + Math.max(wanted, 1));
  }

  /** Returns the length of the longest common subsequence. */
  private static int common(List<String> first, List<String> second) {
    int[] row = new int[second.size() + 1];
    for (String word : first) {
      int diagonal = 0;
      for (int j = 1; j <= second.size(); j++) {
        int above = row[j];
        row[j] = word.equals(second.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[second.size()];
  }
}
