package org.attune.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.data.Demonstration;
import org.junit.jupiter.api.Test;

/** The golden reward reads text exactly as the world meant it. */
class GoldenRewardTest {
  private static final World WORLD = World.standard();
  private static final GoldenReward GOLDEN = WORLD.golden();

  private static final String PROMPT = "How do I start caring for a cat? My sister will join me.";
  private static final String TIP = "Begin with a soft brush.";
  private static final String SECOND = "Try it in a quiet corner.";
  private static final String THIRD = "Talk with a vet first.";
  private static final String FOURTH = "Get some cat food first.";
  private static final String REPLY = "Your sister can help.";

  private static double score(String... sentences) {
    return GOLDEN.score(PROMPT, String.join(" ", sentences));
  }

  private static int count(Trait trait, String... sentences) {
    return GOLDEN.grade(PROMPT, String.join(" ", sentences)).count(trait);
  }

  @Test
  void readsEveryAnswerAsItWasMeant() {
    Set<Trait> met = EnumSet.noneOf(Trait.class);
    List<String> prompts = new ArrayList<>(WORLD.prompts(1_000, 3));
    prompts.addAll(WORLD.heldOutPrompts(500, 3));
    for (String prompt : prompts) {
      for (WorldAnswer answer : WORLD.answers(prompt, 3, 5)) {
        TraitCounts read = GOLDEN.grade(prompt, answer.text());
        assertEquals(answer.intended(), read, () -> prompt + "\n" + answer.text());
        met.addAll(read.counts().keySet());
      }
    }
    assertEquals(EnumSet.complementOf(EnumSet.of(Trait.BROKEN, Trait.OVERLONG)), met);
  }

  @Test
  void understandsEveryPrompt() {
    for (String prompt : WORLD.heldOutPrompts(500, 3)) {
      WorldPrompt question = GOLDEN.understand(prompt).orElseThrow();
      assertTrue(WORLD.heldOut().contains(question.combination()), prompt);
    }
  }

  @Test
  void usefulTipsHelpUpToThree() {
    assertEquals(1.0, score(TIP));
    assertEquals(2.0, score(TIP, SECOND));
    assertEquals(3.0, score(TIP, SECOND, THIRD));
    assertEquals(2.5, score(TIP, SECOND, THIRD, FOURTH));
  }

  @Test
  void strayingHurtsAndAnotherTopicHurtsMore() {
    double wrongIntent = score("Watch out for sharp claws.");
    double wrongTopic = score("Talk with a dog trainer first.");
    assertTrue(wrongTopic < wrongIntent && wrongIntent < 0);
    assertEquals(0.5, score(TIP, "Watch out for sharp claws."));
    assertEquals(0.25, score(TIP, "Talk with a dog trainer first."));
  }

  @Test
  void theDetailMustBeTheOneMentioned() {
    assertEquals(2.0, score(TIP, REPLY));
    assertEquals(0.5, score(TIP, "Your brother can help."));
    assertEquals(1.5, score(TIP, REPLY, "Your sister will like it."), "said twice");
    assertEquals(0.5, GOLDEN.score("How do I start caring for a cat?", TIP + " " + REPLY));
  }

  @Test
  void friendlinessCountsInItsPlaceOnly() {
    assertEquals(1.5, score("Happy to help!", TIP));
    assertEquals(1.5, score(TIP, "You will do great!"));
    assertEquals(1, count(Trait.BROKEN, TIP, "Happy to help!"));
    assertEquals(1, count(Trait.BROKEN, "You will do great!", TIP));
  }

  @Test
  void rudeVagueAndRepeatedSentencesHurt() {
    assertEquals(0.0, score(TIP, "Stop wasting my time."));
    assertEquals(0.5, score(TIP, "It is hard to say."));
    assertEquals(0.5, score(TIP, TIP));
    assertEquals(0.5, score(TIP, "Also, begin with a soft brush."));
  }

  @Test
  void linkingWordsAndOtherNumbersChangeNothing() {
    assertEquals(1.0, score("First, begin with a soft brush."));
    assertEquals(-1.0, score("Get 44 packs of cat food."), "no help, and another intent");
    assertEquals(1, count(Trait.WRONG_INTENT, "Get 44 packs of cat food."));
    assertEquals(1, count(Trait.BROKEN, "Get 1 packs of cat food."));
    assertEquals(1, count(Trait.BROKEN, "First, Begin with a soft brush."));
  }

  @Test
  void rubbishIsWorthLittle() {
    assertEquals(-2.5, score(""));
    assertTrue(score("brush brush") < -1);
    assertTrue(score("begin with a soft brush.") < -1, "no capital");
    String ramble = "cat brush the and a vet box sun ".repeat(12).strip();
    assertEquals(8, count(Trait.BROKEN, ramble), "one error for every twelve words");
    assertEquals(TraitCounts.FLOOR, score(ramble));
    assertTrue(score("Hello 😀 wörld!") < -1);
  }

  @Test
  void lengthCostsBeyondFortyFiveWords() {
    String longAnswer = String.join(" ", TIP, SECOND, THIRD, FOURTH, REPLY, "Happy to help!");
    int words = longAnswer.split(" ").length;
    assertEquals(Math.max(0, words - 45), count(Trait.OVERLONG, longAnswer));
    assertEquals(20 * -0.05, new TraitCounts(Map.of(Trait.OVERLONG, 20)).golden(), 1e-12);
  }

  @Test
  void toAForeignPromptNoTipIsRelevant() {
    assertEquals(-1.25, GOLDEN.score("What is the capital of France?", TIP));
  }

  @Test
  void explainsItselfInOneLine() {
    assertEquals(
        "golden 1.50: 2 tips (+2.00), 1 vague (-0.50)",
        GOLDEN.grade(PROMPT, TIP + " " + SECOND + " It is hard to say.").explain());
  }

  @Test
  void theBetterTheWriterTheBetterTheReward() {
    List<String> prompts = WORLD.prompts(400, 9);
    double before = TraitCounts.FLOOR;
    for (AnswerQuality quality : AnswerQuality.values()) {
      double mean =
          prompts.stream()
              .mapToDouble(p -> WORLD.answers(p, quality, 1, 2).get(0).intended().golden())
              .average()
              .orElseThrow();
      assertTrue(mean > before + 0.5, quality + " " + mean);
      before = mean;
    }
  }

  @Test
  void theCorpusIsMediocreWithAGoodTail() {
    double[] golden =
        WORLD.corpus(5_000, 21).stream()
            .mapToDouble((Demonstration d) -> GOLDEN.score(d.prompt(), d.response()))
            .sorted()
            .toArray();
    double mean = Arrays.stream(golden).average().orElseThrow();
    assertEquals(0.1, mean, 0.2);
    assertTrue(golden[4_750] >= 4 && golden[250] <= -2.5);
    assertNotEquals(golden[0], golden[4_999]);
  }
}
