package org.attune.reward;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.longs.Long2DoubleLinkedOpenHashMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The features of a linear reward: words, bigrams, each word of the prompt combined with each word
 * of the response, and the length.
 *
 * <p>The combined features show whether a response fits its prompt, which no word of the response
 * shows alone.
 *
 * <p>A text of fifty words has a thousand features, so a feature is a number here: its kind in the
 * two highest bits, and the indices of its two words in a vocabulary.
 */
final class LinearFeatures {
  private static final Pattern WORD = Pattern.compile("\\p{L}+|\\p{N}+|[^\\s\\p{L}\\p{N}]");
  private static final double WORDS_PER_UNIT = 10;
  private static final String LENGTH = "length / 10";
  private static final String BESIDE = " ";
  private static final String ARROW = " → ";

  private static final int BITS = 31; // of the index of a word
  private static final long SINGLE = 1L << (2 * BITS);
  private static final long BIGRAM = 2L << (2 * BITS);
  private static final long COMBINED = 3L << (2 * BITS);

  private final Object2IntOpenHashMap<String> indices = new Object2IntOpenHashMap<>();
  private final List<String> words = new ArrayList<>();

  LinearFeatures() {
    indices.defaultReturnValue(-1);
  }

  /** Returns the features of a response with their counts, and adds new words to the vocabulary. */
  Long2DoubleLinkedOpenHashMap learned(String prompt, String response) {
    return counted(prompt, response, this::learn);
  }

  /** Returns the features of a response that consist of known words, with their counts. */
  Long2DoubleLinkedOpenHashMap known(String prompt, String response) {
    return counted(prompt, response, indices::getInt);
  }

  private int learn(String word) {
    int index = indices.putIfAbsent(word, words.size());
    if (index < 0) {
      words.add(word);
    }
    return index < 0 ? words.size() - 1 : index;
  }

  private static Long2DoubleLinkedOpenHashMap counted(
      String prompt, String response, ToIntFunction<String> index) {
    IntList asked = indices(prompt, index);
    IntList said = indices(response, index);
    Long2DoubleLinkedOpenHashMap features =
        new Long2DoubleLinkedOpenHashMap((asked.size() + 2) * said.size() + 1);
    features.put(0, said.size() / WORDS_PER_UNIT);
    for (int i = 0; i < said.size(); i++) {
      count(features, SINGLE, 0, said.getInt(i));
      if (i > 0) {
        count(features, BIGRAM, said.getInt(i - 1), said.getInt(i));
      }
    }
    IntLinkedOpenHashSet distinct = new IntLinkedOpenHashSet(said);
    for (int one : new IntLinkedOpenHashSet(asked)) {
      distinct.forEach(other -> count(features, COMBINED, one, other));
    }
    return features;
  }

  /** An unknown word, which has no index, has no features. */
  private static void count(
      Long2DoubleLinkedOpenHashMap features, long kind, int first, int second) {
    if (first >= 0 && second >= 0) {
      features.addTo(key(kind, first, second), 1);
    }
  }

  private static long key(long kind, int first, int second) {
    return kind | ((long) first << BITS) | second;
  }

  private static IntList indices(String text, ToIntFunction<String> index) {
    IntList found = new IntArrayList();
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      found.add(index.applyAsInt(matcher.group()));
    }
    return found;
  }

  /** Returns the name of a feature: a word, a bigram, or two words with an arrow between them. */
  String name(long feature) {
    if (feature == 0) {
      return LENGTH;
    }
    long kind = feature & COMBINED;
    String second = word(feature);
    return kind == SINGLE
        ? second
        : word(feature >>> BITS) + (kind == BIGRAM ? BESIDE : ARROW) + second;
  }

  private String word(long place) {
    return words.get((int) (place & ((1L << BITS) - 1)));
  }

  /** Returns the feature of a name, and adds its words to the vocabulary. */
  long feature(String name) {
    int arrow = name.indexOf(ARROW);
    int blank = name.indexOf(BESIDE);
    if (name.equals(LENGTH)) {
      return 0;
    }
    if (arrow > 0) {
      int second = learn(name.substring(arrow + ARROW.length()));
      return key(COMBINED, learn(name.substring(0, arrow)), second);
    }
    return blank < 0
        ? key(SINGLE, 0, learn(name))
        : key(BIGRAM, learn(name.substring(0, blank)), learn(name.substring(blank + 1)));
  }
}
