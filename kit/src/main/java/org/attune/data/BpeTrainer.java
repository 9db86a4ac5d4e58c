package org.attune.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.attune.util.InvalidInputException;

/**
 * Trains a byte-level byte-pair encoding: starting from the 256 bytes, it repeatedly merges the
 * most frequent pair of adjacent tokens.
 *
 * <p>The result depends on the texts alone, not on their order: of two pairs that are equally
 * frequent the one with the smaller left id wins, then the one with the smaller right id.
 */
public final class BpeTrainer {
  /** A distinct word as token ids, with the number of times it occurs. */
  private static final class Word {
    private List<Integer> tokens;
    private final int count;

    Word(List<Integer> tokens, int count) {
      this.tokens = tokens;
      this.count = count;
    }
  }

  private record Neighbours(int left, int right) {
    private static final Comparator<Neighbours> BY_ID =
        Comparator.comparingInt(Neighbours::left).thenComparingInt(Neighbours::right);
  }

  private final int vocabulary;
  private final List<Word> words = new ArrayList<>();
  private final Map<Neighbours, Integer> counts = new HashMap<>();
  private final Map<Neighbours, Set<Word>> places = new HashMap<>();

  private BpeTrainer(int vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Trains an encoding on texts.
   *
   * @param texts the training texts
   * @param vocabulary the number of tokens: special tokens, 256 bytes, and merges; fewer if no pair
   *     of adjacent tokens occurs twice
   * @param specials special tokens, such as {@code </s>}; they get the first ids
   */
  public static Bpe train(Iterable<String> texts, int vocabulary, List<String> specials) {
    InvalidInputException.unless(
        vocabulary >= specials.size() + 256,
        "A byte-level vocabulary needs at least %d tokens, got %d.",
        specials.size() + 256,
        vocabulary);
    return new BpeTrainer(vocabulary - specials.size()).learn(texts, specials);
  }

  private Bpe learn(Iterable<String> texts, List<String> specials) {
    countWords(texts);
    words.forEach(word -> countNeighbours(word, 1));
    List<Bpe.Merge> merges = new ArrayList<>();
    while (256 + merges.size() < vocabulary) {
      Neighbours best = mostFrequent();
      if (best == null) {
        break;
      }
      merge(best, 256 + merges.size());
      merges.add(new Bpe.Merge(best.left(), best.right()));
    }
    return new Bpe(specials, merges);
  }

  private void countWords(Iterable<String> texts) {
    Map<String, Integer> seen = new TreeMap<>();
    for (String text : texts) {
      for (String word : Bpe.words(text)) {
        seen.merge(word, 1, Integer::sum);
      }
    }
    seen.forEach((word, count) -> words.add(new Word(Bpe.bytes(word), count)));
  }

  private void countNeighbours(Word word, int sign) {
    for (int i = 0; i + 1 < word.tokens.size(); i++) {
      Neighbours pair = new Neighbours(word.tokens.get(i), word.tokens.get(i + 1));
      counts.merge(pair, sign * word.count, Integer::sum);
      if (sign > 0) {
        places.computeIfAbsent(pair, p -> new LinkedHashSet<>()).add(word);
      }
    }
  }

  private Neighbours mostFrequent() {
    Neighbours best = null;
    int most = 1;
    for (Map.Entry<Neighbours, Integer> entry : counts.entrySet()) {
      int count = entry.getValue();
      boolean tie = best != null && count == most;
      if (count > most || (tie && Neighbours.BY_ID.compare(entry.getKey(), best) < 0)) {
        best = entry.getKey();
        most = count;
      }
    }
    return best;
  }

  private void merge(Neighbours pair, int id) {
    for (Word word : places.remove(pair)) {
      countNeighbours(word, -1);
      word.tokens = Bpe.merged(word.tokens, new Bpe.Merge(pair.left(), pair.right()), id);
      countNeighbours(word, 1);
    }
    counts.remove(pair);
  }
}
