package org.attune.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Scores in a judge's messy replies")
final class ScoreReaderTest {
  private static OptionalDouble single(String reply) {
    return ScoreReader.single(reply.replace("\\n", "\n"), 1, 10);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          Score: 8;8
          Score: [[8]];8
          Rating: [[7.5]];7.5
          **Score:** 8;8
          **Score: 8/10**;8
          ### Score\\n\\n8;8
          It is fine.\\n\\nScore: eight;8
          Score: Ten;10
          Score - 9;9
          Score = 9.;9
          Score (1-10): 6;6
          Score (out of 10): 6;6
          My final rating is 7 out of 10.;7
          I would give this answer 7/10.;7
          I'd rate it 7 / 10 overall;7
          Score: 85/100;8.5
          Score: 4/5;8
          Score: 80%;8
          {"score": 8};8
          {"explanation": "It scores 3 goals.", "score": 8};8
          ```json\\n{\\n  "rating": "9"\\n}\\n```;9
          8;8
          Good answer, but short.\\n8;8
          Good.\\n\\n**7**;7
          <think>Perhaps score: 3? No.</think>\\nScore: 8;8
          The rest is thought </think> Score: 8;8
          On accuracy a score of 5, on depth a score of 9.\\n\\nScore: 6;6
          Score: 7-8;7.5
          Score：8;8
          Overall Score: **8.0**;8
          | Criterion | Score |\\n|---|---|\\n| Overall score | 7 |;7
          I rated it 6.;6
          The answer scores a 6 from me.;6
          Feedback: It meets a score of 3. [RESULT] 4;4
          Feedback: Score 2 needs more. [RESULT] (5);5
          """)
  @DisplayName("are read in")
  void read(String reply, double score) {
    assertEquals(OptionalDouble.of(score), single(reply));
  }

  @ParameterizedTest(name = "reply {index}: {0}")
  @ValueSource(
      strings = {
        "",
        "I'm sorry, but I can't grade this answer.",
        "As an AI I cannot score answers about 3 of the 10 topics.",
        "Score:",
        "Score: 11",
        "Score: 0",
        "Score: -3",
        "Score: [[rating]]",
        "Score: N/A",
        "<think>The score is 8, or rather",
        "The answer lists 5 steps and 3 of them are right",
        "1. It is polite.\n2. It is short.",
        "{\"score\": null}",
        "{\"score\": 120}",
      })
  @DisplayName("are not invented in")
  void none(String reply) {
    assertEquals(OptionalDouble.empty(), single(reply));
  }

  @Test
  @DisplayName("are not read from half a number that the token limit cut")
  void half() {
    assertEquals(
        OptionalDouble.empty(), single(new ChatReply("Score: 1", "length", 1, 1).readable()));
    assertEquals(
        OptionalDouble.of(8), single(new ChatReply("Score: 8\nIt is", "length", 1, 1).readable()));
    assertEquals(OptionalDouble.of(1), single(new ChatReply("Score: 1", "stop", 1, 1).readable()));
  }

  private static List<Double> all(String reply) {
    String text = reply.replace("\\n", "\n");
    return List.of("A", "B", "C").stream()
        .map(label -> ScoreReader.named(text, "Answer", label, 1, 10).orElse(-1))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "A is best, C worst.\\nAnswer A: 9\\nAnswer B: 7\\nAnswer C: 2.5",
        "**Answer A**: 9\\n**Answer B**: 7\\n**Answer C**: 2.5",
        "- Answer A: **9/10**\\n- Answer B: **7/10**\\n- Answer C: **2.5/10**",
        "[Answer A]: 9\\n[Answer B]: 7\\n[Answer C]: 2.5",
        "| Answer | Score |\\n|---|---|\\n| Answer A | 9 |\\n| Answer B | 7 |\\n| Answer C | 2.5 |",
        "{\"Answer A\": 9, \"Answer B\": 7, \"Answer C\": 2.5}",
        "```json\\n[{\"name\": \"Answer A\", \"score\": 9},\\n {\"name\": \"Answer B\", \"score\":"
            + " 7},\\n {\"name\": \"Answer C\", \"score\": 2.5}]\\n```",
        "A: 9\\nB: 7\\nC: 2.5",
        "Answer A: nine\\nAnswer B: seven\\nAnswer C: 2.5",
        "Assistant A: 9 - Structured, relevant.\\nAssistant B: 7 - Good.\\nAssistant C: 2.5 - Bad.",
        "Answer A gets a score of 9. Answer B gets a score of 7.\\nAnswer C gets 2.5",
        "### Answer A\\nScore: 9\\n### Answer B\\nScore: 7\\n### Answer C\\nScore: 2.5",
        "Answer A is thorough and true. Score: 9/10\\nAnswer B is short. Score: 7/10\\n"
            + "Answer C is wrong. Score: 2.5/10",
        "<think>Answer A: 1\\nAnswer B: 1\\nAnswer C: 1</think>Answer A: 9\\nAnswer B:"
            + " 7\\nAnswer C: 2.5",
        "Answer A: 3 facts are wrong.\\n"
            + "\\n"
            + "Final scores:\\n"
            + "Answer A: 9\\n"
            + "Answer B: 7\\n"
            + "Answer C: 2.5",
      })
  @DisplayName("of all answers are read in")
  void named(String reply) {
    assertEquals(List.of(9.0, 7.0, 2.5), all(reply));
  }

  @Test
  @DisplayName("of an answer that got none stay empty")
  void missing() {
    assertEquals(List.of(9.0, 7.0, -1.0), all("Answer A: 9\nAnswer B: 7\nAnswer C"));
    assertEquals(List.of(-1.0, -1.0, -1.0), all("I cannot compare these answers."));
    assertEquals(List.of(-1.0, 7.0, 10.0), all("Answer A: 12\nAnswer B: 7\nAnswer C: 10"));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          [[A]];1
          A is more helpful than [[B]] claims. [[A]];1
          **[[B]]**;-1
          [B];-1
          [[C]];0
          [[tie]];0
          Verdict: A;1
          Final verdict: **B**;-1
          {"winner": "B"};-1
          {"reason": "B is long", "verdict": "tie"};0
          The better answer is B.;-1
          Winner: Answer A;1
          Answer B is clearly better.;-1
          Assistant A is slightly better than Assistant B.;1
          The answer that is better is answer A.;1
          The answer that helps the user more is answer B.;-1
          The response which is the most helpful is B;-1
          A;1
          It's a tie.;0
          Both answers are equally good.;0
          <think>[[A]]</think>[[B]];-1
          Feedback: [Response A] is short, Response B is better. [RESULT] A;1
          Feedback: Response A is better at first. So the result is [Response A]. [RESULT] B;-1
          """)
  @DisplayName("Verdict")
  void verdict(String reply, int sign) {
    assertEquals(Optional.of(sign), ScoreReader.verdict(reply));
  }

  @ParameterizedTest(name = "reply {index}: {0}")
  @ValueSource(
      strings = {
        "",
        "I can't compare these.",
        "Answer A is about bread and answer B about cake.",
        "<think>[[A]] it is, or",
        "The answer that is more relevant is answer A. The more accurate one is another.",
        "A good question has no answer."
      })
  @DisplayName("No verdict in")
  void noVerdict(String reply) {
    assertEquals(Optional.empty(), ScoreReader.verdict(reply));
  }
}
