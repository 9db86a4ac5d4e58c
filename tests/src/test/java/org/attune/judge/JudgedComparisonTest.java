package org.attune.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.attune.evaluate.Interval;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A judged comparison")
final class JudgedComparisonTest {
  private static final PromptSet PROMPTS = prompts(80);

  private static PromptSet prompts(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add("Question " + i);
    }
    return PromptSet.of(texts);
  }

  /** A system whose answer to prompt i has as many stars as a function says. */
  private static SystemAnswers system(String name, ToIntFunction<Integer> stars) {
    List<List<String>> answers = new ArrayList<>();
    for (int i = 0; i < PROMPTS.size(); i++) {
      answers.add(List.of("*".repeat(stars.applyAsInt(i)) + " of " + name));
    }
    return SystemAnswers.of(name, PROMPTS, answers);
  }

  private static final List<SystemAnswers> FOUR =
      List.of(
          system("best", i -> 5 + i % 3),
          system("good", i -> 3 + i % 3),
          system("like", i -> 3 + (i + 1) % 3),
          system("bad", i -> i % 2));

  private static int stars(String text) {
    return (int) text.chars().filter(letter -> letter == '*').count();
  }

  /** Names every answer's stars, as a judge of {@link AllAnswersProtocol} should. */
  private static String grades(String asked) {
    StringBuilder reply = new StringBuilder();
    for (String label : List.of("A", "B", "C", "D")) {
      String rest = asked.substring(asked.indexOf("[Answer " + label + "]"));
      int score = 1 + stars(rest.substring(0, rest.indexOf("[End of Answer")));
      reply.append("Answer ").append(label).append(": ").append(score).append('\n');
    }
    return reply.toString();
  }

  private static String winner(String asked) {
    String[] parts = asked.split("\\[End of Answer A]", 2);
    int order = Integer.compare(stars(parts[0]), stars(parts[1]));
    return order > 0 ? "[[A]]" : order < 0 ? "[[B]]" : "[[C]]";
  }

  @Test
  @DisplayName("of four systems on eighty prompts by a model equals that by the same reward")
  void likeTheReward() {
    Reward reward = (prompt, response) -> stars(response);
    JudgedComparison exact = JudgedComparison.of(new RewardJudge(reward), PROMPTS, FOUR);
    try (StubServer all = new StubServer(JudgedComparisonTest::grades);
        StubServer pairs = new StubServer(JudgedComparisonTest::winner)) {
      JudgedComparison scored =
          JudgedComparison.of(LlmJudge.openAi(all.url(), "stub"), PROMPTS, FOUR);
      JudgedComparison compared =
          JudgedComparison.of(
              LlmJudge.openAi(pairs.url(), "stub").protocol(new PairwiseProtocol()), PROMPTS, FOUR);
      for (JudgedComparison other : List.of(scored, compared)) {
        assertEquals(exact.bradleyTerry().order(), other.bradleyTerry().order());
        for (SystemPair pair : exact.pairs()) {
          assertEquals(pair.outcomes(), other.pair(pair.first(), pair.second()).outcomes());
        }
      }
      assertEquals(80, all.requests.size());
      assertEquals(6 * 80 * 2, pairs.requests.size());
      Interval score = scored.score("best").orElseThrow();
      assertTrue(score.low() < score.value() && score.value() < score.high());
      assertTrue(compared.score("best").isEmpty());
    }
    assertEquals(List.of("good", "like", "bad"), exact.bradleyTerry().surelyAbove("best"));
    assertFalse(exact.bradleyTerry().surelyAbove("good").contains("like"));
  }

  @Test
  @DisplayName("drops what is no judgement, and counts it")
  void invalid() {
    try (StubServer server =
        new StubServer(
            asked -> asked.matches("(?s).*Question \\d?3\\b.*") ? "Hm." : grades(asked))) {
      JudgedComparison comparison =
          JudgedComparison.of(LlmJudge.openAi(server.url(), "stub"), PROMPTS, FOUR);
      assertEquals(8 * 6, comparison.invalid());
      SystemPair pair = comparison.pair("bad", "best");
      assertEquals(72, pair.count(0));
      assertEquals(8, pair.invalid());
      assertEquals(72, pair.winRate().n());
    }
  }

  @Test
  @DisplayName("by a model that answers nonsense says so in one sentence")
  void nonsense() {
    try (StubServer server = new StubServer(asked -> "Lorem ipsum.")) {
      String said =
          assertThrows(
                  InvalidInputException.class,
                  () -> JudgedComparison.of(LlmJudge.openAi(server.url(), "stub"), PROMPTS, FOUR))
              .getMessage();
      assertTrue(said.contains("None of the 80 replies") && said.contains("Lorem ipsum"), said);
    }
  }

  @Test
  @DisplayName("needs systems of different names")
  void names() {
    List<SystemAnswers> same = List.of(FOUR.get(0), FOUR.get(0));
    String said =
        assertThrows(
                InvalidInputException.class,
                () -> JudgedComparison.of(new RewardJudge((p, r) -> 0), PROMPTS, same))
            .getMessage();
    assertTrue(said.contains("'best'"), said);
  }
}
