package org.attune.judge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A judge over HTTP whose server is a stub, for tests. */
abstract class StubbedJudge {
  static final String SECRET = "sk-secret-42";
  static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(5), Duration.ofSeconds(3));

  @TempDir Path scratch;
  final StubServer server = new StubServer(asked -> "Fine.\nScore: [[" + grade(asked) + "]]");

  @AfterEach
  void stop() {
    server.close();
  }

  /** The stub's grade: one more than the number of exclamation marks. */
  static long grade(String asked) {
    return 1 + asked.chars().filter(letter -> letter == '!').count();
  }

  LlmJudge judge() {
    return LlmJudge.at(endpoint(server.url()))
        .protocol(new SingleAnswerProtocol())
        .retry(QUICK)
        .timeout(Duration.ofSeconds(20));
  }

  static OpenAiEndpoint endpoint(String url) {
    return OpenAiEndpoint.of(url, "stub")
        .environment(name -> name.equals("OPENAI_API_KEY") ? SECRET : null);
  }

  static List<Question> questions(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Question.of("Question " + i, List.of("Answer" + "!".repeat(i % 5))))
        .toList();
  }

  static List<Double> scores(List<Judgement> judgements) {
    return judgements.stream().map(judgement -> judgement.scores().get(0)).toList();
  }

  String refusal(LlmJudge judge) {
    String said =
        assertThrows(InvalidInputException.class, () -> judge.judge(questions(1))).getMessage();
    assertFalse(said.contains(SECRET), said);
    assertTrue(said.endsWith("."), said);
    return said;
  }
}
