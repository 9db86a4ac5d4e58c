package org.attune.reward;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The features of a linear reward: words, bigrams, each word of the prompt combined with each word
 * of the response, and the length.
 *
 * <p>The combined features show whether a response fits its prompt, which no word of the response
 * shows alone.
 */
final class LinearFeatures {
  private static final Pattern WORD = Pattern.compile("\\p{L}+|\\p{N}+|[^\\s\\p{L}\\p{N}]");
  private static final double WORDS_PER_UNIT = 10;

  private LinearFeatures() {}

  /** Returns the features of a response by name, with their counts. */
  static Map<String, Double> of(String prompt, String response) {
    List<String> words = words(response);
    Map<String, Double> features = new LinkedHashMap<>();
    features.put("length / 10", words.size() / WORDS_PER_UNIT);
    for (int i = 0; i < words.size(); i++) {
      features.merge(words.get(i), 1.0, Double::sum);
      if (i > 0) {
        features.merge(words.get(i - 1) + " " + words.get(i), 1.0, Double::sum);
      }
    }
    Set<String> distinct = new LinkedHashSet<>(words);
    for (String asked : new LinkedHashSet<>(words(prompt))) {
      for (String said : distinct) {
        features.put(asked + " → " + said, 1.0);
      }
    }
    return features;
  }

  private static List<String> words(String text) {
    return new ArrayList<>(
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList());
  }
}
