package org.attune.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.reward.Reward;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A language model as a judge, over HTTP")
final class LlmJudgeTest extends StubbedJudge {
  @Test
  @DisplayName("scores every question, several at a time, in their order")
  void scores() {
    List<Judgement> judged = judge().concurrency(4).judge(questions(20));
    assertEquals(IntStream.range(0, 20).mapToObj(i -> 1.0 + i % 5).toList(), scores(judged));
    assertEquals(20, server.requests.size());
    assertEquals("Bearer " + SECRET, server.keys.get(0));
    assertEquals("stub", server.requests.get(0).get("model").getAsString());
  }

  @Test
  @DisplayName("asks equal questions once")
  void once() {
    List<Question> twice = List.of(questions(1).get(0), questions(1).get(0));
    assertEquals(List.of(1.0, 1.0), scores(judge().judge(twice)));
    assertEquals(1, server.requests.size());
  }

  @Test
  @DisplayName("leaves out parameters that the server does not know")
  void parameters() {
    server.next(
        StubServer.status(
            400,
            "{\"error\": {\"message\": \"Unsupported parameter: 'max_tokens', use"
                + " 'max_completion_tokens'\"}}"));
    server.next(StubServer.status(422, "{\"detail\": \"extra fields not permitted: seed\"}"));
    assertEquals(List.of(1.0), scores(judge().judge(questions(1))));
    assertTrue(server.requests.get(2).has("max_completion_tokens"));
    assertFalse(server.requests.get(2).has("max_tokens") || server.requests.get(2).has("seed"));
  }

  @Test
  @DisplayName("estimates before it sends, and stays within its budget")
  void budget() {
    LlmJudge judge = judge().keptIn(scratch.resolve("kept"));
    JudgeEstimate estimate = judge.estimate(questions(10));
    assertEquals(10, estimate.requests());
    assertEquals(0, server.requests.size());
    String said =
        assertThrows(
                InvalidInputException.class,
                () -> judge.budget(new JudgeBudget(9, 1_000_000)).judge(questions(10)))
            .getMessage();
    assertTrue(said.contains("10 requests") && said.contains("9 requests"), said);
    assertEquals(0, server.requests.size());
    judge.judge(questions(4));
    assertEquals(new JudgeEstimate(6, 4, 0, 0).kept(), judge.estimate(questions(10)).kept());
    judge.budget(new JudgeBudget(6, 1_000_000)).judge(questions(10));
    assertEquals(10, server.requests.size());
  }

  @Test
  @DisplayName("sends no more requests per minute than allowed")
  void rate() {
    long start = System.nanoTime();
    judge().requestsPerMinute(1200).judge(questions(5));
    assertTrue(
        System.nanoTime() - start >= 190_000_000, "5 requests need at least 4 pauses of 50 ms");
  }

  @Test
  @DisplayName("is a reward to train on, five responses at a time")
  void reward() {
    try (StubServer grader =
        new StubServer(
            asked -> {
              StringBuilder lines = new StringBuilder();
              for (int i = 1; asked.contains("[Response " + i + "]"); i++) {
                String rest = asked.substring(asked.indexOf("[Response " + i + "]"));
                long grade = grade(rest.substring(0, rest.indexOf("[End")));
                lines.append(
                    String.format(
                        "Response %d: Relevance %d, Correctness 1, Coherence 1, Safety 1%n",
                        i, grade));
              }
              return asked.contains("riddle") ? "I would rather not." : lines.toString();
            })) {
      LlmJudge judge =
          LlmJudge.at(endpoint(grader.url())).protocol(new FourWayProtocol()).retry(QUICK);
      List<String> prompts = new ArrayList<>();
      List<String> responses = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        prompts.add("Why?");
        responses.add("x" + "!".repeat(i % 5));
      }
      prompts.add("How?");
      responses.add("so!");
      Reward reward = judge.asReward();
      assertEquals(
          List.of(4.0, 5.0, 6.0, 7.0, 8.0, 4.0, 5.0, 5.0), reward.scores(prompts, responses));
      assertEquals(3, grader.requests.size());
      String said =
          assertThrows(InvalidInputException.class, () -> reward.score("riddle", "no"))
              .getMessage();
      assertTrue(said.contains("I would rather not"), said);
      assertEquals(4.0, judge.asReward(4).score("riddle", "no"));
    }
  }
}
