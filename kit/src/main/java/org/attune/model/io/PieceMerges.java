package org.attune.model.io;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;

/**
 * The merges of a SentencePiece tokenizer: two pieces whose concatenation is a piece are merged,
 * those first whose concatenation has the highest score.
 */
final class PieceMerges {
  /** SentencePiece writes pieces of at most 16 characters, unless it is told otherwise. */
  private static final int LONGEST = 1024;

  /** Two pieces that become one. */
  record Merge(String left, String right, float score) {}

  private PieceMerges() {}

  /** Returns the merges in the order in which they apply. */
  static List<Merge> of(GgufVocabulary vocabulary) {
    List<Float> scores = vocabulary.list("scores", Float.class);
    InvalidInputException.unless(
        scores.size() == vocabulary.tokens().size(),
        "%s: there are %d tokens but %d scores of tokens ('tokenizer.ggml.scores'), without which"
            + " the order of merges is not known; the file is damaged.",
        vocabulary.where(),
        vocabulary.tokens().size(),
        scores.size());
    Map<String, Integer> pieces = pieces(vocabulary);
    List<Merge> merges = new ArrayList<>();
    for (int id = 0; id < scores.size(); id++) {
      String piece = vocabulary.tokens().get(id);
      float score = scores.get(id);
      if (score > GgufTokenizer.UNMERGED && pieces.getOrDefault(piece, -1) == id) {
        add(piece, score, pieces, merges);
      }
    }
    merges.sort(Comparator.comparing(Merge::score).reversed());
    return merges;
  }

  /** Returns the ids of the pieces that texts are merged into. */
  private static Map<String, Integer> pieces(GgufVocabulary vocabulary) {
    Map<String, Integer> pieces = new HashMap<>();
    for (int id = 0; id < vocabulary.tokens().size(); id++) {
      String piece = vocabulary.tokens().get(id);
      if (vocabulary.type(id) == GgufTokenizer.NORMAL && !piece.isEmpty()) {
        InvalidInputException.unless(
            piece.length() <= LONGEST,
            "%s: token %d has %d characters, more than a piece of any tokenizer; the file is"
                + " damaged.",
            vocabulary.where(),
            id,
            piece.length());
        pieces.put(piece, id);
      }
    }
    return pieces;
  }

  /** Adds all ways to make a piece of two, those of the lowest ids first. */
  private static void add(
      String piece, float score, Map<String, Integer> pieces, List<Merge> merges) {
    List<Merge> own = new ArrayList<>();
    for (int at = 1; at < piece.length(); at++) {
      String left = piece.substring(0, at);
      String right = piece.substring(at);
      if (pieces.containsKey(left) && pieces.containsKey(right)) {
        own.add(new Merge(left, right, score));
      }
    }
    own.sort(
        Comparator.comparing((Merge merge) -> pieces.get(merge.left()))
            .thenComparing(merge -> pieces.get(merge.right())));
    merges.addAll(own);
  }
}
