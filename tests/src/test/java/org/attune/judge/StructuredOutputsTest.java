package org.attune.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.data.chat.ChatMessage;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A judge's structured outputs")
final class StructuredOutputsTest extends StubbedJudge {
  private static final Question TWO =
      Question.of("How long do I boil an egg?", List.of("Nine minutes.", "Four."));

  private static StructuredProtocol json(JudgeProtocol whole) {
    return new StructuredProtocol(whole, whole.maxTokens());
  }

  private static JsonObject properties(StructuredProtocol protocol) {
    JsonObject schema = JsonParser.parseString(protocol.json(TWO)).getAsJsonObject();
    List<String> names = new ArrayList<>(schema.getAsJsonObject("properties").keySet());
    List<String> required = new ArrayList<>();
    schema.getAsJsonArray("required").forEach(name -> required.add(name.getAsString()));
    assertEquals(names, required, "OpenAI's strict mode wants every field");
    assertFalse(schema.get("additionalProperties").getAsBoolean());
    return schema.getAsJsonObject("properties");
  }

  @Test
  @DisplayName("have the explanation first, then the scores and words that a protocol allows")
  void schemas() {
    JsonObject all = properties(json(new AllAnswersProtocol()));
    assertEquals(List.of("explanation", "answer_A", "answer_B"), new ArrayList<>(all.keySet()));
    assertEquals("[1,2,3,4,5,6,7,8,9,10]", allowed(all, "answer_B").toString());
    JsonObject single = properties(json(new SingleAnswerProtocol()));
    assertEquals(List.of("explanation", "score"), new ArrayList<>(single.keySet()));
    JsonObject pairwise = properties(json(new PairwiseProtocol()));
    assertEquals("[\"A\",\"B\",\"C\"]", allowed(pairwise, "verdict").toString());
    JsonObject four = properties(json(new FourWayProtocol()));
    assertEquals(List.of("response_1", "response_2"), new ArrayList<>(four.keySet()));
    JsonObject grades = four.getAsJsonObject("response_2").getAsJsonObject("properties");
    assertEquals(
        List.of("relevance", "correctness", "coherence", "safety"),
        new ArrayList<>(grades.keySet()));
    assertEquals("[1,2,3,4,5]", allowed(grades, "safety").toString());
    assertEquals(
        List.of("score"),
        new ArrayList<>(properties(json(new BriefProtocol(new SingleAnswerProtocol()))).keySet()));
  }

  private static JsonArray allowed(JsonObject properties, String name) {
    return properties.getAsJsonObject(name).getAsJsonArray("enum");
  }

  @Test
  @DisplayName("leave room for the scores within the limit of a reply")
  void room() {
    JudgeProtocol whole = new SingleAnswerProtocol();
    JsonObject roomy = properties(new StructuredProtocol(whole, 768));
    assertEquals(1000, roomy.getAsJsonObject("explanation").get("maxLength").getAsInt());
    JsonObject narrow = properties(new StructuredProtocol(whole, 100));
    assertEquals(136, narrow.getAsJsonObject("explanation").get("maxLength").getAsInt());
    StructuredProtocol none = new StructuredProtocol(whole, 40);
    assertFalse(properties(none).has("explanation"));
    assertFalse(none.requests(TWO, 1).get(0).toString().contains("\"explanation\""));
  }

  @Test
  @DisplayName("are read by every protocol, also inside Markdown or after reasoning")
  void read() {
    assertEquals(
        List.of(9.0, 4.0),
        json(new SingleAnswerProtocol())
            .read(
                TWO,
                1,
                List.of(
                    "{\"explanation\": \"A score of 3 would be unfair.\", \"score\": 9}",
                    "<think>{\"score\": 2}</think>\n```json\n{\"score\": 4}\n```"))
            .scores());
    JudgeProtocol pairwise = json(new PairwiseProtocol());
    Judgement judged =
        pairwise.read(
            TWO,
            1,
            List.of(
                "{\"explanation\": \"The better answer is B, some say.\", \"verdict\": \"A\"}",
                "{\"explanation\": \"Fine.\", \"verdict\": \"B\"}"));
    assertEquals(List.of(1.0, 0.0), judged.scores());
    assertEquals("The better answer is B, some say.\n\nFine.", judged.explanation());
    assertEquals(
        List.of(19.0, 12.0),
        json(new FourWayProtocol())
            .read(
                TWO,
                1,
                List.of(
                    "{\"response_1\": {\"relevance\": 5, \"correctness\": 4, \"coherence\": 5,"
                        + " \"safety\": 5}, \"response_2\": {\"relevance\": 1, \"correctness\":"
                        + " 2, \"coherence\": 4, \"safety\": 5}}"))
            .scores());
  }

  @Test
  @DisplayName("of all answers go to the answers as they were shown")
  void shuffled() {
    JudgeProtocol protocol = json(new AllAnswersProtocol());
    for (long seed = 0; seed < 6; seed++) {
      List<ChatMessage> asked = protocol.requests(TWO, seed).get(0);
      boolean nineFirst = asked.toString().indexOf("Nine") < asked.toString().indexOf("Four");
      String reply =
          "{\"explanation\": \"Answer A: 1\", \"answer_A\": %d, \"answer_B\": %d}"
              .formatted(nineFirst ? 9 : 4, nineFirst ? 4 : 9);
      assertEquals(List.of(9.0, 4.0), protocol.read(TWO, seed, List.of(reply)).scores());
    }
  }

  @Test
  @DisplayName("that are none are read as text, and what is no score stays invalid")
  void text() {
    JudgeProtocol single = json(new SingleAnswerProtocol());
    Question one = TWO.only(List.of(0));
    assertEquals(List.of(7.0), single.read(one, 1, List.of("Fine.\nScore: [[7]]")).scores());
    for (String reply :
        List.of("{\"explanation\": \"It goes on", "{\"score\": 11}", "{\"score\": null}", "{}")) {
      assertFalse(single.read(one, 1, List.of(reply)).valid(), reply);
    }
    Judgement dishonest =
        single.read(one, 1, List.of("{\"explanation\": \"Score: 9\", \"score\": 0}"));
    assertFalse(dishonest.valid(), "the explanation is not read where the score is out of scale");
  }

  private static JsonObject format(JsonObject request) {
    return request.getAsJsonObject("response_format");
  }

  @Test
  @DisplayName("are asked for by response_format, and only then")
  void requested() {
    judge().judge(questions(1));
    assertFalse(server.requests.get(0).has("response_format"));
    assertEquals(List.of(1.0), scores(judge().structuredOutputs().judge(questions(1))));
    JsonObject format = format(server.requests.get(1));
    assertEquals("json_schema", format.get("type").getAsString());
    assertTrue(format.getAsJsonObject("json_schema").get("strict").getAsBoolean());
    assertTrue(server.requests.get(1).toString().contains("one JSON object"));
    assertEquals("stub, single answer, as JSON", judge().structuredOutputs().name());
  }

  @Test
  @DisplayName("of a server that refuses a form are asked for in the next, and in words at last")
  void refused() {
    server.next(StubServer.status(400, error("In context=..., 'maxLength' is not permitted.")));
    server.next(StubServer.status(422, error("response_format: use 'text' or 'json_object'")));
    server.next(StubServer.status(500, error("Failed to initialize samplers: bad grammar")));
    assertEquals(List.of(1.0), scores(judge().structuredOutputs().judge(questions(1))));
    assertTrue(format(server.requests.get(0)).toString().contains("maxLength"));
    JsonObject second = format(server.requests.get(1));
    assertFalse(second.toString().contains("maxLength"));
    assertEquals("json_schema", second.get("type").getAsString());
    JsonObject third = format(server.requests.get(2));
    assertEquals("json_object", third.get("type").getAsString());
    assertTrue(third.getAsJsonObject("schema").has("properties"));
    assertFalse(server.requests.get(3).has("response_format"));
    assertEquals(4, server.requests.size());
  }

  private static String error(String said) {
    return "{\"error\": {\"message\": \"" + said + "\"}}";
  }

  @Test
  @DisplayName("and unknown parameters are left out when several requests are refused at once")
  void atOnce() {
    try (StubServer old =
        new StubServer(asked -> "Score: " + grade(asked))
            .refusing("seed", StubServer.status(400, error("Unsupported parameter: seed")))
            .refusing("response_format", StubServer.status(400, error("response_format: no")))) {
      LlmJudge judge = LlmJudge.at(endpoint(old.url())).protocol(new SingleAnswerProtocol());
      List<Judgement> judged =
          judge.retry(QUICK).structuredOutputs().concurrency(8).judge(questions(16));
      assertEquals(IntStream.range(0, 16).mapToObj(i -> 1.0 + i % 5).toList(), scores(judged));
    }
  }

  @Test
  @DisplayName("keep replies apart from those in words")
  void kept() {
    LlmJudge judge = judge().keptIn(scratch.resolve("kept"));
    judge.judge(questions(3));
    judge.structuredOutputs().judge(questions(3));
    judge.structuredOutputs().judge(questions(3));
    assertEquals(6, server.requests.size());
  }

  /** A protocol of a user's own, which has no schema. */
  private record OwnProtocol() implements JudgeProtocol {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public List<List<ChatMessage>> requests(Question question, long seed) {
      return List.of(List.of(ChatMessage.user(question.prompt())));
    }

    @Override
    public Judgement read(Question question, long seed, List<String> replies) {
      return new Judgement(List.of(1.0), replies.get(0));
    }

    @Override
    public int maxTokens() {
      return 10;
    }
  }

  @Test
  @DisplayName("need a protocol that describes its JSON")
  void own() {
    LlmJudge judge = judge().protocol(new OwnProtocol());
    assertEquals(List.of(1.0), scores(judge.judge(questions(1))));
    String said =
        assertThrows(
                InvalidInputException.class, () -> judge.structuredOutputs().judge(questions(1)))
            .getMessage();
    assertTrue(said.contains("'own'") && said.contains("schema(question)"), said);
  }
}
