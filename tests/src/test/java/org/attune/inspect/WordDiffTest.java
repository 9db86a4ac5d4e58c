package org.attune.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.view.DiffText;
import org.attune.view.WordDiff;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Words that differ")
final class WordDiffTest {
  private static String changed(List<WordDiff.Word> words) {
    return words.stream()
        .filter(WordDiff.Word::changed)
        .map(WordDiff.Word::text)
        .collect(Collectors.joining(" "));
  }

  @Test
  @DisplayName("are those outside the longest common subsequence")
  void marks() {
    WordDiff diff = WordDiff.of("we like the old  red house", "we love the red\nhouse a lot");
    assertEquals("like old", changed(diff.first()));
    assertEquals("love a lot", changed(diff.second()));
    assertFalse(diff.isSame());
    assertTrue(WordDiff.of("one  two", "one two ").isSame());
    assertEquals("a b", changed(WordDiff.of("a b", "").first()));
  }

  @Test
  @DisplayName("leave the same words in both texts unmarked, whatever the texts")
  void common() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      String first = words(random);
      String second = words(random);
      WordDiff diff = WordDiff.of(first, second);
      assertEquals(kept(diff.first()), kept(diff.second()));
      assertEquals(longestCommon(first.split(" "), second.split(" ")), kept(diff.first()).size());
    }
  }

  /** Returns how many words the texts have in common in the same order, at most. */
  private static int longestCommon(String[] first, String[] second) {
    int[][] common = new int[first.length + 1][second.length + 1];
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < second.length; j++) {
        common[i + 1][j + 1] =
            !first[i].isEmpty() && first[i].equals(second[j])
                ? common[i][j] + 1
                : Math.max(common[i][j + 1], common[i + 1][j]);
      }
    }
    return common[first.length][second.length];
  }

  @Test
  @DisplayName("are marked as HTML that is escaped, and between stars in lines that wrap")
  void shown() {
    WordDiff diff = WordDiff.of("same <b> x", "same y & z x");
    assertEquals(
        "same <span class=\"attune-mark\">&lt;b&gt;</span> x",
        DiffText.html(diff.first()).replaceAll(" style=\"[^\"]*\"", ""));
    assertEquals(List.of("same *y*", "*&* *z* x"), DiffText.lines(diff.second(), 9));
  }

  private static List<String> kept(List<WordDiff.Word> words) {
    return words.stream().filter(word -> !word.changed()).map(WordDiff.Word::text).toList();
  }

  private static String words(Random random) {
    return IntStream.range(0, random.nextInt(12))
        .mapToObj(i -> String.valueOf((char) ('a' + random.nextInt(4))))
        .collect(Collectors.joining(" "));
  }
}
