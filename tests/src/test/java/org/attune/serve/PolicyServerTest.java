package org.attune.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.Policy;
import org.attune.judge.LlmJudge;
import org.attune.judge.Question;
import org.attune.judge.SingleAnswerProtocol;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A policy served by OpenAI's API")
final class PolicyServerTest {
  private static final Policy POLICY = Policy.bundled().named("base");
  private static final PolicyServer SERVER = PolicyServer.start(POLICY);
  private static final String PROMPT = "How do I start baking bread?";

  private final HttpClient http = HttpClient.newHttpClient();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private HttpResponse<String> post(PolicyServer server, String path, String body, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private JsonObject done(String path, String body) {
    HttpResponse<String> reply = post(SERVER, path, body, "");
    assertEquals(200, reply.statusCode(), reply.body());
    return JsonParser.parseString(reply.body()).getAsJsonObject();
  }

  private static JsonObject choice(JsonObject reply) {
    return reply.getAsJsonArray("choices").get(0).getAsJsonObject();
  }

  @Test
  @DisplayName("answers as the policy itself does, and counts tokens")
  void chat() {
    JsonObject reply =
        done(
            "/chat/completions",
            "{'messages': [{'role': 'user', 'content': '"
                + PROMPT
                + "'}], 'temperature': 0,"
                + " 'max_tokens': 20}");
    String text = choice(reply).getAsJsonObject("message").get("content").getAsString();
    String own = POLICY.answer(PROMPT, GenerationConfig.greedy().maxTokens(20));
    assertEquals(own.strip(), text);
    assertTrue(reply.getAsJsonObject("usage").get("completion_tokens").getAsInt() <= 20);
    assertEquals("chat.completion", reply.get("object").getAsString());
  }

  @Test
  @DisplayName("says that a prompt was too long for the context, whole and streamed")
  void longPrompt() {
    String body =
        "{'messages': [{'role': 'user', 'content': '"
            + (PROMPT + " ").repeat(60)
            + "'}], 'max_tokens': 8";
    String warning = done("/chat/completions", body + "}").get("warning").getAsString();
    assertTrue(warning.contains("context of " + POLICY.model().config().context()), warning);
    HttpResponse<String> stream = post(SERVER, "/chat/completions", body + ", 'stream': true}", "");
    assertEquals(
        1, stream.body().lines().filter(l -> l.contains("\"warning\"")).count(), stream.body());
    String fits = "{'messages': [{'role': 'user', 'content': 'Hi'}], 'max_tokens': 8}";
    assertFalse(done("/chat/completions", fits).has("warning"));
  }

  @Test
  @DisplayName("streams the same text in pieces")
  void streamed() {
    String body =
        "{'messages': [{'role': 'user', 'content': '"
            + PROMPT
            + "'}], 'temperature': 0,"
            + " 'max_tokens': 20";
    String whole =
        choice(done("/chat/completions", body + "}"))
            .getAsJsonObject("message")
            .get("content")
            .getAsString();
    HttpResponse<String> stream =
        post(
            SERVER,
            "/chat/completions",
            body + ", 'stream': true, 'stream_options': {'include_usage': true}}",
            "");
    List<String> events =
        stream.body().lines().filter(line -> !line.isEmpty()).map(l -> l.substring(6)).toList();
    assertEquals("[DONE]", events.get(events.size() - 1));
    assertTrue(events.size() > 5, stream.body());
    String joined =
        events.subList(0, events.size() - 2).stream()
            .map(event -> choice(JsonParser.parseString(event).getAsJsonObject()))
            .map(choice -> choice.getAsJsonObject("delta").get("content"))
            .map(content -> content == null ? "" : content.getAsString())
            .collect(Collectors.joining());
    assertEquals(whole, joined);
  }

  @Test
  @DisplayName("streams each token when it is sampled, and stops sampling when nobody reads")
  void tokenByToken() {
    List<Integer> tokens = new ArrayList<>();
    GenerationConfig decoding = GenerationConfig.greedy().maxTokens(20);
    Completions whole =
        Completions.sample(
            POLICY, List.of(PROMPT), decoding, (response, token) -> tokens.add(token));
    assertEquals(whole.texts(), POLICY.answers(List.of(PROMPT), decoding));
    assertEquals(
        tokens, IntStream.of(whole.tokens().get(0).response()).boxed().toList(), "all, in order");
    tokens.clear();
    assertThrows(
        UncheckedIOException.class,
        () ->
            Completions.sample(
                POLICY,
                List.of(PROMPT),
                decoding,
                (response, token) -> {
                  tokens.add(token);
                  if (tokens.size() == 3) {
                    throw new UncheckedIOException(new IOException("gone"));
                  }
                }));
    assertEquals(3, tokens.size());
  }

  @Test
  @DisplayName("streams several answers at once, each up to its stop string")
  void severalStreams() {
    String body =
        "{'prompt': ['" + PROMPT + "', 'Hello!'], 'n': 2, 'max_tokens': 24, 'seed': 3, 'stop': 'e'";
    JsonArray whole = done("/completions", body + "}").getAsJsonArray("choices");
    HttpResponse<String> stream = post(SERVER, "/completions", body + ", 'stream': true}", "");
    String[] joined = {"", "", "", ""};
    stream
        .body()
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> choice(JsonParser.parseString(line.substring(6)).getAsJsonObject()))
        .forEach(c -> joined[c.get("index").getAsInt()] += c.get("text").getAsString());
    for (int i = 0; i < joined.length; i++) {
      assertEquals(whole.get(i).getAsJsonObject().get("text").getAsString(), joined[i]);
    }
  }

  @Test
  @DisplayName("goes on when a client leaves in the middle of a stream")
  void leaving() throws IOException, InterruptedException {
    String body =
        ("{'messages': [{'role': 'user', 'content': '" + PROMPT + "'}], 'stream': true}")
            .replace('\'', '"');
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(SERVER.url() + "/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (InputStream stream =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      assertTrue(stream.read() == 'd', "the first event came");
    }
    JsonObject next = done("/completions", "{'prompt': 'Hello!', 'max_tokens': 4}");
    assertEquals(1, next.getAsJsonArray("choices").size());
  }

  @Test
  @DisplayName("completes several prompts, repeats by seed, and stops where told")
  void completions() {
    String body = "{'prompt': ['" + PROMPT + "', 'Hello!'], 'n': 2, 'max_tokens': 12, 'seed': 7}";
    JsonObject one = done("/completions", body);
    assertEquals(4, one.getAsJsonArray("choices").size());
    assertEquals(one.get("choices"), done("/completions", body).get("choices"));
    String greedy = "{'prompt': '" + PROMPT + "', 'max_tokens': 12, 'temperature': 0";
    String text = choice(done("/completions", greedy + "}")).get("text").getAsString();
    String word = text.split(" ", -1)[3]; // Before the first word is a blank.
    String cut =
        choice(done("/completions", greedy + ", 'stop': ['" + word + "']}"))
            .get("text")
            .getAsString();
    assertTrue(text.startsWith(cut) && !cut.contains(word), cut);
  }

  @Test
  @DisplayName("lists its model, and says what is wrong with a request")
  void wrong() throws IOException, InterruptedException {
    HttpRequest models = HttpRequest.newBuilder(URI.create(SERVER.url() + "/models")).build();
    String list = http.send(models, HttpResponse.BodyHandlers.ofString()).body();
    assertTrue(list.contains("\"base\""), list);
    for (String[] bad :
        new String[][] {
          {"/chat/completions", "{'messages': ", "cut off"},
          {"/chat/completions", "{}", "'messages'"},
          {"/chat/completions", "{'messages': [{'role': 'bot', 'content': 'a'}]}", "bot"},
          {
            "/chat/completions",
            "{'messages': [{'role': 'assistant', 'content': 'a'}]}",
            "the role user"
          },
          {"/chat/completions", "{'messages': [{'role': null, 'content': 'a'}]}", "'role'"},
          {"/chat/completions", "{'messages': [{'content': 'a'}]}", "'role'"},
          {"/chat/completions", "{'messages': [{'role': 'user', 'content': {}}]}", "'content'"},
          {
            "/chat/completions",
            "{'messages': [{'role': 'user', 'content': [{'type': 'text', 'text': null}]}]}",
            "'text'"
          },
          {"/completions", "{'prompt': 3}", "'prompt'"},
          {"/completions", "{'prompt': '', 'add_special_tokens': false}", "blank"},
          {"/completions", "{'prompt': 'a', 'temperature': -1}", "'temperature'"},
          {"/completions", "{'prompt': 'a', 'n': 1000}", "'n'"},
          {"/completions", "{'prompt': 'a', 'max_tokens': 0}", "a number from 1 to 1048576,"},
          {
            "/completions",
            "{'prompt': 'a', 'response_format': {'type': 'json_object'}}",
            "response_format"
          },
        }) {
      HttpResponse<String> reply = post(SERVER, bad[0], bad[1], "");
      assertEquals(400, reply.statusCode(), reply.body());
      assertTrue(reply.body().contains(bad[2]), reply.body());
    }
    assertEquals(404, post(SERVER, "/embeddings", "{}", "").statusCode());
  }

  @Test
  @DisplayName("asks for its key")
  void key() {
    try (PolicyServer locked =
        PolicyServer.start(List.of(POLICY), "localhost", 0, Optional.of("k3y"))) {
      String body = "{'prompt': 'a', 'max_tokens': 2}";
      assertEquals(401, post(locked, "/completions", body, "other").statusCode());
      assertEquals(200, post(locked, "/completions", body, "k3y").statusCode());
    }
    int taken = URI.create(SERVER.url()).getPort();
    String said =
        assertThrows(
                InvalidInputException.class,
                () -> PolicyServer.start(List.of(POLICY), "localhost", taken, Optional.empty()))
            .getMessage();
    assertTrue(said.contains(String.valueOf(taken)), said);
  }

  @Test
  @DisplayName("can be asked to judge, and its small talk counts as invalid")
  void judge() {
    var judgement =
        LlmJudge.openAi(SERVER.url(), "base")
            .protocol(new SingleAnswerProtocol())
            .judge(List.of(Question.of("a", List.of("b"))))
            .get(0);
    assertTrue(!judgement.explanation().isBlank());
  }

  @Test
  @DisplayName("refuses a judge's schema, which is then asked for in words")
  void schema() {
    var judgement =
        LlmJudge.openAi(SERVER.url(), "base")
            .protocol(new SingleAnswerProtocol())
            .structuredOutputs()
            .judge(List.of(Question.of("a", List.of("b"))))
            .get(0);
    assertTrue(!judgement.explanation().isBlank());
    assertTrue(!judgement.explanation().contains("response_format"), judgement.explanation());
  }
}
