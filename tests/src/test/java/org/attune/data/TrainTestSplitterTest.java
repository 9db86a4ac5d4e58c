package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A split by prompt")
class TrainTestSplitterTest {
  /** Some forty prompts, many of them again, and again with other white space. */
  private static List<Prompt> messy(long seed) {
    Random random = new Random(seed);
    List<Prompt> rows = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      int number = random.nextInt(40);
      rows.add(
          new Prompt(
              switch (random.nextInt(4)) {
                case 0 -> "ask  about\n" + number;
                case 1 -> " ask about " + number + "\u00A0";
                default -> "ask about " + number;
              }));
    }
    return rows;
  }

  private static String key(Prompt prompt) {
    return prompt.prompt().replaceAll("[\\s\u00A0]+", " ").strip();
  }

  private static Set<String> side(List<Prompt> rows, List<Boolean> train, boolean side) {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      if (train.get(i) == side) {
        keys.add(key(rows.get(i)));
      }
    }
    return keys;
  }

  @Test
  @DisplayName("never has a prompt on both sides, for any seed and fraction, and loses none")
  void disjoint() {
    for (int seed = 0; seed < 200; seed++) {
      List<Prompt> rows = messy(seed);
      double fraction = 0.05 + 0.9 * new Random(seed).nextDouble();
      List<Boolean> train = TrainTestSplitter.byPrompt(rows, fraction, seed);
      Set<String> learned = side(rows, train, true);
      Set<String> tested = side(rows, train, false);
      Set<String> all = new HashSet<>(learned);
      assertTrue(all.addAll(tested));
      assertEquals(learned.size() + tested.size(), all.size(), "a prompt is on both sides");
      assertEquals(fraction * all.size(), learned.size(), 0.51);
    }
  }

  @Test
  @DisplayName("is fixed by its seed, and differs between seeds")
  void seeds() {
    List<Prompt> rows = messy(1);
    Set<List<Boolean>> seen = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      List<Boolean> train = TrainTestSplitter.byPrompt(rows, 0.5, seed);
      assertEquals(train, TrainTestSplitter.byPrompt(rows, 0.5, seed));
      seen.add(train);
    }
    assertEquals(20, seen.size());
  }

  @Test
  @DisplayName("tells prompts apart that differ in more than the amount of white space")
  void apart() {
    List<Prompt> rows = List.of(new Prompt("a b"), new Prompt("ab"));
    assertEquals(1, TrainTestSplitter.byPrompt(rows, 0.5, 1).stream().filter(t -> t).count());
  }

  @Test
  @DisplayName("gives each side at least one prompt, however small the fraction")
  void neverEmpty() {
    List<Prompt> rows = List.of(new Prompt("a"), new Prompt("b"), new Prompt("c"));
    assertEquals(1, TrainTestSplitter.byPrompt(rows, 0.01, 3).stream().filter(t -> t).count());
    assertEquals(2, TrainTestSplitter.byPrompt(rows, 0.99, 3).stream().filter(t -> t).count());
  }

  @Test
  @DisplayName("keeps the turns of one dialogue together, and other dialogues apart")
  void dialogues() {
    String first = "\n\nHuman: Hi\n\nAssistant:";
    String second = first + " Ho\n\nHuman: Why?\n\nAssistant:";
    String third = second + " So.\n\nHuman: Oh.\n\nAssistant:";
    String stranger = first + "\n\nHuman: Hm?"; // no prompt of a reply to continue
    List<Prompt> rows =
        Stream.concat(
                Stream.of(third, first, second).map(Prompt::new),
                IntStream.range(0, 9).mapToObj(i -> new Prompt("other " + i + stranger)))
            .toList();
    for (int seed = 0; seed < 50; seed++) {
      List<Boolean> train = TrainTestSplitter.byPrompt(rows, 0.5, seed);
      assertEquals(1, new HashSet<>(train.subList(0, 3)).size());
      assertEquals(5, train.subList(2, 12).stream().filter(t -> t).count());
    }
  }

  @Test
  @DisplayName("refuses a fraction outside 0 to 1, and a single prompt")
  void refusals() {
    for (double fraction : List.of(0.0, 1.0, -0.5, 90.0, Double.NaN)) {
      assertEquals(
          "The training fraction must lie between 0 and 1, got " + fraction + "; try 0.9.",
          assertThrows(
                  InvalidInputException.class,
                  () -> TrainTestSplitter.byPrompt(messy(1), fraction, 1))
              .getMessage());
    }
    assertEquals(
        "A split by prompt needs at least two different prompts, got 1 among all rows (2); add"
            + " others, or load the held-out rows from a file of their own.",
        assertThrows(
                InvalidInputException.class,
                () ->
                    TrainTestSplitter.byPrompt(
                        List.of(new Prompt("a b"), new Prompt("a  b")), 0.5, 1))
            .getMessage());
  }
}
