package org.attune.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The kept replies of a judge")
final class KeptRepliesTest extends StubbedJudge {
  @Test
  @DisplayName("keeps every reply, and asks only for the missing ones after it was killed")
  void resumes() throws IOException {
    Path folder = scratch.resolve("kept");
    judge().keptIn(folder).judge(questions(8));
    Path file = folder.resolve("replies.jsonl");
    String text = Files.readString(file);
    assertEquals(8, text.lines().count());
    // A kill in the middle of the sixth line.
    int sixth = text.indexOf('\n', text.length() * 2 / 3);
    Files.writeString(file, text.substring(0, sixth + 20));
    long whole = text.substring(0, sixth + 1).lines().count();
    assertEquals(
        IntStream.range(0, 8).mapToObj(i -> 1.0 + i % 5).toList(),
        scores(judge().keptIn(folder).judge(questions(8))));
    assertEquals(8 + 8 - whole, server.requests.size());
    assertEquals(8, Files.readString(file).lines().count());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        assertFalse(Files.readString(each).contains(SECRET), each.toString());
      }
    }
    assertFalse(
        judge().toString().contains(SECRET) || endpoint(server.url()).toString().contains(SECRET));
  }

  @Test
  @DisplayName("keeps what arrived when a later request fails for good")
  void stopped() {
    List<Question> all = questions(6);
    Path folder = scratch.resolve("kept");
    LlmJudge judge = judge().concurrency(1).keptIn(folder);
    judge.judge(all.subList(0, 1));
    for (int i = 0; i < 2; i++) {
      server.next(
          exchange ->
              StubServer.status(200, StubServer.completion("Score: 3", "stop")).answer(exchange));
    }
    server.next(StubServer.status(401, "no"));
    String said = assertThrows(InvalidInputException.class, () -> judge.judge(all)).getMessage();
    assertTrue(said.contains("2 of 5 replies") && said.contains(folder.toString()), said);
    int before = server.requests.size();
    judge.judge(all);
    assertEquals(before + 3, server.requests.size());
  }

  @Test
  @DisplayName("names the damaged line of a file of replies")
  void damaged() throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("kept"));
    Files.writeString(folder.resolve("replies.jsonl"), "{\"key\": 3}\n");
    assertTrue(refusal(judge().keptIn(folder)).contains("replies.jsonl line 1"));
  }
}
