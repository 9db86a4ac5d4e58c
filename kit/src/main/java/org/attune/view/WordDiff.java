package org.attune.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that two texts share, found as their longest common subsequence.
 *
 * @param first the words of the first text, in order
 * @param second the words of the second text, in order
 */
public record WordDiff(List<Word> first, List<Word> second) {
  private static final Pattern WORD = Pattern.compile("\\S+");

  /** Beyond this many words per text only a common beginning and end are looked for. */
  private static final int LONGEST = 1_500;

  /** A word, and whether the other text lacks it at this place. */
  public record Word(String text, boolean changed) {}

  /** Compares two texts word by word. */
  public static WordDiff of(String first, String second) {
    List<String> a = words(first);
    List<String> b = words(second);
    boolean[] sharedA = new boolean[a.size()];
    boolean[] sharedB = new boolean[b.size()];
    int start = 0;
    while (start < Math.min(a.size(), b.size()) && a.get(start).equals(b.get(start))) {
      sharedA[start] = true;
      sharedB[start++] = true;
    }
    int end = 0;
    while (end < Math.min(a.size(), b.size()) - start
        && a.get(a.size() - 1 - end).equals(b.get(b.size() - 1 - end))) {
      sharedA[a.size() - 1 - end] = true;
      sharedB[b.size() - 1 - end] = true;
      end++;
    }
    if (a.size() <= LONGEST && b.size() <= LONGEST) {
      align(a, b, start, end, sharedA, sharedB);
    }
    return new WordDiff(marked(a, sharedA), marked(b, sharedB));
  }

  /** Returns whether the texts have the same words. */
  public boolean isSame() {
    return first.equals(second);
  }

  private static void align(
      List<String> a, List<String> b, int start, int end, boolean[] sharedA, boolean[] sharedB) {
    int rows = a.size() - end;
    int columns = b.size() - end;
    int[][] longest = longest(a, b, start, rows, columns);
    int i = start;
    int j = start;
    while (i < rows && j < columns) {
      if (a.get(i).equals(b.get(j))) {
        sharedA[i++] = true;
        sharedB[j++] = true;
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  /** Returns how many words the rests that begin at each place have in common, in order. */
  private static int[][] longest(List<String> a, List<String> b, int start, int rows, int columns) {
    int[][] longest = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= start; i--) {
      for (int j = columns - 1; j >= start; j--) {
        longest[i][j] =
            a.get(i).equals(b.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    return longest;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  private static List<Word> marked(List<String> words, boolean[] shared) {
    List<Word> marked = new ArrayList<>();
    for (int i = 0; i < shared.length; i++) {
      marked.add(new Word(words.get(i), !shared[i]));
    }
    return Collections.unmodifiableList(marked);
  }
}
