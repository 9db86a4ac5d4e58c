package org.attune.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.attune.util.InvalidInputException;

/**
 * BLEU (Papineni et al. 2002, ACL) of answers against references, with the tokenizer {@code 13a}
 * and the smoothing {@code exp} of sacreBLEU (Post 2018, arXiv 1804.08771), whose figures it
 * equals.
 *
 * <p>BLEU counts shared word sequences. A good answer in other words scores low and a fluent wrong
 * one high, so it says little about open questions: use it beside a judge, never in its place.
 *
 * @param score 0 … 100
 * @param precisions of 1- to 4-grams, 0 … 100
 * @param brevityPenalty for answers shorter than the references, 0 … 1
 * @param signature how the score was computed, as sacreBLEU's signatures say it
 */
public record Bleu(double score, List<Double> precisions, double brevityPenalty, String signature) {
  private static final int ORDER = 4;

  /** Returns the score of all answers together, one reference each. */
  public static Bleu corpus(List<String> answers, List<String> references) {
    InvalidInputException.unless(
        answers.size() == references.size() && !answers.isEmpty(),
        "BLEU needs one reference for each answer, got %d answers and %d references.",
        answers.size(),
        references.size());
    return of(answers, references, false);
  }

  /** Returns the score of one answer, over the n-grams that it is long enough to have. */
  public static Bleu sentence(String answer, String reference) {
    return of(List.of(answer), List.of(reference), true);
  }

  private static Bleu of(List<String> answers, List<String> references, boolean effective) {
    long[] right = new long[ORDER];
    long[] total = new long[ORDER];
    long length = 0;
    long wanted = 0;
    for (int i = 0; i < answers.size(); i++) {
      List<String> said = BleuTokenizer.tokens(answers.get(i));
      List<String> reference = BleuTokenizer.tokens(references.get(i));
      length += said.size();
      wanted += reference.size();
      for (int n = 1; n <= ORDER; n++) {
        Map<List<String>, Integer> theirs = ngrams(reference, n);
        ngrams(said, n).forEach(new Counter(n - 1, right, total, theirs)::add);
      }
    }
    return score(right, total, length, wanted, effective);
  }

  private record Counter(int n, long[] right, long[] total, Map<List<String>, Integer> theirs) {
    void add(List<String> gram, int count) {
      right[n] += Math.min(count, theirs.getOrDefault(gram, 0));
      total[n] += count;
    }
  }

  private static Map<List<String>, Integer> ngrams(List<String> tokens, int n) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int i = 0; i + n <= tokens.size(); i++) {
      counts.merge(tokens.subList(i, i + n), 1, Integer::sum);
    }
    return counts;
  }

  private static Bleu score(
      long[] right, long[] total, long length, long wanted, boolean effective) {
    double penalty =
        length >= wanted ? 1 : length == 0 ? 0 : Math.exp(1 - wanted / (double) length);
    double[] precisions = new double[ORDER];
    double smooth = 1;
    int order = ORDER;
    boolean any = false;
    for (int n = 0; n < ORDER; n++) {
      any |= right[n] > 0;
      if (total[n] == 0) {
        order = effective ? n : ORDER;
        break;
      }
      smooth *= right[n] == 0 ? 2 : 1;
      precisions[n] = right[n] == 0 ? 100 / (smooth * total[n]) : 100.0 * right[n] / total[n];
    }
    double score = any && order > 0 ? penalty * geometricMean(precisions, order) : 0;
    return new Bleu(
        score,
        List.of(precisions[0], precisions[1], precisions[2], precisions[3]),
        penalty,
        "nrefs:1|case:mixed|eff:%s|tok:13a|smooth:exp".formatted(effective ? "yes" : "no"));
  }

  private static double geometricMean(double[] precisions, int order) {
    double logs = 0;
    for (int n = 0; n < order; n++) {
      logs += Math.log(precisions[n]);
    }
    return Math.exp(logs / order);
  }

  /** Returns one line in the form of sacreBLEU, with the signature. */
  @Override
  public String toString() {
    String each =
        precisions.stream()
            .map(precision -> String.format(Locale.ROOT, "%.1f", precision))
            .collect(Collectors.joining("/"));
    return String.format(
        Locale.ROOT, "BLEU|%s = %.1f %s (BP = %.3f)", signature, score, each, brevityPenalty);
  }
}
