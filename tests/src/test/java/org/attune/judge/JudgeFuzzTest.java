package org.attune.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.Fuzz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("What judges and people wrote is read or refused in one sentence:")
final class JudgeFuzzTest {
  private static final String TURNS =
      """
      {"question_id":81,"category":"writing","turns":["One?","Two?"],"reference":["1","2"]}
      {"question_id":82,"category":"maths","turns":["Three?"]}
      """;
  private static final String LIST =
      """
      [{"instruction":"One?","output":"1","generator":"a"},
       {"instruction":"Two?","output":"2","generator":"a"}]
      """;
  private static final String CHOICES =
      """
      {"question_id":81,"model_id":"a","choices":[{"index":0,"turns":["1","2"]}]}
      {"uid":"x","model":"a","messages":[{"role":"user","content":"One?"},\
      {"role":"assistant","content":{"answer":"1"}}]}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {TURNS, LIST})
  @DisplayName("prompts")
  void prompts(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("prompts.jsonl"), text);
    Fuzz.damage(file, 51, () -> PromptSet.read(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {LIST, CHOICES})
  @DisplayName("answers")
  void answers(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("answers.jsonl"), text);
    Fuzz.damage(file, 52, () -> SystemAnswers.read(file));
  }

  @Test
  @DisplayName("kept replies")
  void replies() throws IOException {
    String line =
        "{\"key\":\"k%d\",\"model\":\"m\",\"messages\":[],\"reply\":\"[[A]]\",\"finish\":\"stop\","
            + "\"prompt_tokens\":12,\"completion_tokens\":3}\n";
    Path file = folder.resolve(ReplyStore.FILE);
    Files.writeString(file, String.format(line, 1) + String.format(line, 2));
    Fuzz.damage(file, 53, () -> ReplyStore.open(folder).close());
  }

  @Test
  @DisplayName("the key and the votes of a page")
  void votes() throws IOException {
    PromptSet prompts = PromptSet.of(List.of("One?", "Two?"));
    SystemAnswers one = SystemAnswers.of("one", prompts, List.of(List.of("a"), List.of("b")));
    SystemAnswers two = SystemAnswers.of("two", prompts, List.of(List.of("c"), List.of("d")));
    String text = JudgingPage.of(prompts, List.of(one, two), 1).key();
    Path key = Files.writeString(folder.resolve("key.json"), text);
    VotesKey known = VotesKey.read(key);
    String ranks =
        known.orders().keySet().stream()
            .map(id -> "\"" + id + "\":[1,2]")
            .collect(java.util.stream.Collectors.joining(","));
    Path votes = folder.resolve("votes.json");
    Files.writeString(
        votes,
        String.format(
            "{\"format\":\"attune-votes\",\"run\":\"%s\",\"rater\":\"me\",\"votes\":{%s}}",
            known.run(), ranks));
    Fuzz.damageOneOf(
        folder, file -> true, 54, () -> PeopleVotes.read(key, List.of(votes)).ranking());
  }

  @Test
  @DisplayName("judgements")
  void judgements() throws IOException {
    Path key = folder.resolve("key.json");
    PromptSet prompts = PromptSet.of(List.of("One?", "Two?"));
    SystemAnswers one = SystemAnswers.of("one", prompts, List.of(List.of("a"), List.of("b")));
    SystemAnswers two = SystemAnswers.of("two", prompts, List.of(List.of("c"), List.of("d")));
    Files.writeString(key, JudgingPage.of(prompts, List.of(one, two), 1).key());
    VotesKey known = VotesKey.read(key);
    PeopleVotes votes =
        new PeopleVotes(
            known.systems(),
            java.util.Map.of(
                "me",
                known.orders().keySet().stream()
                    .collect(java.util.stream.Collectors.toMap(id -> id, id -> List.of(1, 2)))));
    StringBuilder csv = new StringBuilder("prompt,system,against,outcome,score\n");
    known.orders().keySet().forEach(id -> csv.append(id + ",one,two,1.0,0.5\n"));
    Path file = Files.writeString(folder.resolve("judgements.csv"), csv.toString());
    Fuzz.damage(file, 55, () -> PeopleTables.againstJudge(votes, file));
  }
}
