package org.attune.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.data.Demonstration;
import org.junit.jupiter.api.Test;

/** The world writes clean English. */
class WorldTextTest {
  private static final World WORLD = World.standard();
  private static final List<Demonstration> CORPUS = WORLD.corpus(8_000, 11);

  private static Stream<String> texts() {
    Stream<String> unseen = WORLD.heldOutPrompts(400, 11).stream();
    return Stream.concat(unseen, CORPUS.stream().flatMap(d -> Stream.of(d.prompt(), d.response())));
  }

  private static void nowhere(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    texts().forEach(text -> assertFalse(compiled.matcher(text).find(), text));
  }

  @Test
  void articlesFitTheSoundThatFollows() {
    nowhere("\\b[Aa] (?!used )[aeiouAEIOU]");
    nowhere("\\b[Aa]n ([^aeiou]|used )");
    nowhere("\\b(a|an|the|some) (a|an|the|some)\\b");
  }

  @Test
  void sentencesBeginWithCapitalsAndEndWithStops() {
    nowhere("^[^A-Z]");
    nowhere("[.!?] [^A-Z]");
    nowhere("[^.!?]$");
    nowhere("\\bi\\b");
  }

  @Test
  void noNameStandsInsideASentence() {
    nowhere("[a-z] [A-HJ-Z][a-z]");
  }

  @Test
  void spacesAndPunctuationAreNormal() {
    nowhere(" {2}|^ | $|\\s[.,!?]|[.,!?]{2}|[^A-Za-z0-9 .,!?]");
  }

  @Test
  void numbersAgreeWithTheirNouns() {
    nowhere("\\b[01] |\\b0\\d");
    nowhere("\\d (dollar|minute|day|week|month|time|friend|pack|year|mile)\\b");
  }

  @Test
  void noWordStandsTwiceInARow() {
    nowhere("\\b([A-Za-z]+) \\1\\b");
  }

  @Test
  void lengthsStayInBounds() {
    for (Demonstration d : CORPUS) {
      assertTrue(d.prompt().split(" ").length <= 10, d.prompt());
      assertTrue(d.response().split(" ").length <= 36, d.response());
    }
    double mean =
        CORPUS.stream().mapToInt(d -> d.response().split(" ").length).average().orElseThrow();
    assertEquals(19.5, mean, 1);
  }
}
