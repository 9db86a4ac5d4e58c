package org.attune.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.data.Demonstration;
import org.attune.data.Pair;
import org.attune.data.Ranking;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.Test;

/** Training and testing never touch, and the same seed draws the same world. */
class WorldSplitTest {
  private static final World WORLD = World.standard();

  private static TopicIntent about(String prompt) {
    return WORLD.golden().understand(prompt).orElseThrow().combination();
  }

  private static Stream<Demonstration> trainingTexts() {
    List<Pair> pairs = WORLD.pairs(3_000, 4);
    return Stream.of(
            WORLD.corpus(6_000, 4).stream(),
            WORLD.demonstrations(2_000, 4).stream(),
            pairs.stream().map(p -> new Demonstration(p.prompt(), p.chosen())),
            pairs.stream().map(p -> new Demonstration(p.prompt(), p.rejected())))
        .flatMap(s -> s);
  }

  @Test
  void aSixthOfTheCombinationsIsHeldOutEvenly() {
    assertEquals(96, WORLD.seen().size() + WORLD.heldOut().size());
    assertEquals(16, WORLD.heldOut().size());
    assertEquals(12, WORLD.heldOut().stream().map(TopicIntent::topic).distinct().count());
    assertEquals(8, WORLD.heldOut().stream().map(TopicIntent::intent).distinct().count());
  }

  @Test
  void noTrainingTextTouchesAHeldOutCombination() {
    Set<TopicIntent> heldOut = new HashSet<>(WORLD.heldOut());
    trainingTexts()
        .forEach(
            d -> {
              assertTrue(!heldOut.contains(about(d.prompt())), d.prompt());
              Set<TopicIntent> said = WORLD.golden().topicsOf(d.response());
              assertTrue(Collections.disjoint(heldOut, said), d.response());
            });
  }

  @Test
  void noPromptIsOnTwoSides() {
    Set<String> train = trainingTexts().map(Demonstration::prompt).collect(Collectors.toSet());
    train.addAll(WORLD.trainPrompts(3_000, 4));
    Set<String> tune = new HashSet<>(WORLD.tunePrompts(500, 4));
    Set<String> test = new HashSet<>(WORLD.prompts(1_000, 4));
    test.addAll(WORLD.heldOutPrompts(500, 4));
    WORLD.testPairs(500, 4).forEach(p -> test.add(p.prompt()));
    assertTrue(Collections.disjoint(train, tune));
    assertTrue(Collections.disjoint(train, test));
    assertTrue(Collections.disjoint(tune, test));
  }

  @Test
  void promptsAreDistinctAndPlenty() {
    assertEquals(10_000, new HashSet<>(WORLD.trainPrompts(10_000, 1)).size());
    assertEquals(500, new HashSet<>(WORLD.heldOutPrompts(500, 1)).size());
    assertThrows(InvalidInputException.class, () -> WORLD.heldOutPrompts(100_000, 1));
  }

  @Test
  void theSeedDecidesEverything() {
    assertEquals(WORLD.corpus(200, 8), WORLD.corpus(200, 8));
    assertEquals(WORLD.pairs(200, 8), WORLD.pairs(200, 8));
    assertNotEquals(WORLD.corpus(200, 8), WORLD.corpus(200, 9));
    assertEquals(WORLD.corpus(50, 8), WORLD.corpus(200, 8).subList(0, 50), "a longer draw goes on");
  }

  @Test
  void rankingsAreSortedByGoldenReward() {
    for (Ranking ranking : WORLD.rankings(100, 4, 6)) {
      for (int i = 0; i < 4; i++) {
        double golden = WORLD.golden().score(ranking.prompt(), ranking.responses().get(i));
        assertEquals(golden, ranking.scores().get(i));
        assertTrue(i == 0 || ranking.scores().get(i - 1) >= golden);
      }
    }
  }

  @Test
  void aForeignPromptGetsNoAnswers() {
    assertThrows(
        InvalidInputException.class, () -> WORLD.answers("What is the capital of France?", 1, 1));
  }
}
