package org.attune.reward;

import it.unimi.dsi.fastutil.floats.FloatArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntCollection;
import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.Long2DoubleLinkedOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2DoubleMap;
import it.unimi.dsi.fastutil.longs.Long2DoubleMaps;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.attune.data.Pair;

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

  /** The features in which two responses to a prompt differ, in a fixed order, and by how much. */
  record FeatureDifference(LongArrayList features, FloatArrayList values) {
    private void add(long feature, double value) {
      if (value != 0) {
        features.add(feature);
        values.add((float) value);
      }
    }

    /** Adds words of the prompt combined with words that only one of the responses has. */
    private void add(IntCollection asked, IntCollection said, int value) {
      for (int one : asked) {
        said.forEach(other -> add(key(COMBINED, one, other), value));
      }
    }
  }

  /**
   * Returns in what the responses of a pair differ, the chosen less the rejected one, and adds new
   * words to the vocabulary.
   *
   * <p>A word that both responses have makes no difference with any word of the prompt, so most of
   * the combined features are never counted.
   */
  FeatureDifference difference(Pair pair) {
    IntLinkedOpenHashSet asked = new IntLinkedOpenHashSet(indices(pair.prompt(), this::learn));
    IntList chosen = indices(pair.chosen(), this::learn);
    IntList rejected = indices(pair.rejected(), this::learn);
    Long2DoubleLinkedOpenHashMap counts = sequence(chosen);
    int ofChosen = counts.size();
    Long2DoubleMaps.fastForEach(
        sequence(rejected), count -> counts.addTo(count.getLongKey(), -count.getDoubleValue()));
    FeatureDifference found = new FeatureDifference(new LongArrayList(), new FloatArrayList());
    int read = 0;
    for (Long2DoubleMap.Entry count : counts.long2DoubleEntrySet()) {
      if (read++ == ofChosen) {
        found.add(asked, only(chosen, rejected), 1);
      }
      found.add(count.getLongKey(), count.getDoubleValue());
    }
    if (read == ofChosen) {
      found.add(asked, only(chosen, rejected), 1);
    }
    found.add(asked, only(rejected, chosen), -1);
    return found;
  }

  /** Returns the distinct words of one response that another one does not have. */
  private static IntLinkedOpenHashSet only(IntList words, IntList others) {
    IntLinkedOpenHashSet left = new IntLinkedOpenHashSet(words);
    left.removeAll(new IntOpenHashSet(others));
    return left;
  }

  /** Returns the sum of the weights of a response's features; words without an index have none. */
  double sum(String prompt, String response, Long2DoubleMap weights) {
    IntLinkedOpenHashSet asked = new IntLinkedOpenHashSet(indices(prompt, indices::getInt));
    IntList said = indices(response, indices::getInt);
    double sum = 0;
    for (Long2DoubleMap.Entry count : sequence(said).long2DoubleEntrySet()) {
      sum += weights.get(count.getLongKey()) * count.getDoubleValue();
    }
    int[] distinct = new IntLinkedOpenHashSet(said).toIntArray();
    for (int one : asked) {
      for (int other : distinct) {
        if (one >= 0 && other >= 0) {
          sum += weights.get(key(COMBINED, one, other));
        }
      }
    }
    return sum;
  }

  private int learn(String word) {
    int index = indices.putIfAbsent(word, words.size());
    if (index < 0) {
      words.add(word);
    }
    return index < 0 ? words.size() - 1 : index;
  }

  /** Counts the length, the words and the bigrams of a response. */
  private static Long2DoubleLinkedOpenHashMap sequence(IntList said) {
    Long2DoubleLinkedOpenHashMap features = new Long2DoubleLinkedOpenHashMap(2 * said.size() + 1);
    features.put(0, said.size() / WORDS_PER_UNIT);
    for (int i = 0; i < said.size(); i++) {
      count(features, SINGLE, 0, said.getInt(i));
      if (i > 0) {
        count(features, BIGRAM, said.getInt(i - 1), said.getInt(i));
      }
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
