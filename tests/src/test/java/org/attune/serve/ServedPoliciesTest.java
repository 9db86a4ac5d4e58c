package org.attune.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.attune.Policy;
import org.attune.model.PromptTemplate;
import org.attune.model.io.PolicyFolder;
import org.attune.sample.FolderDecoding;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Several policies of one server")
final class ServedPoliciesTest {
  private static final Policy START = Policy.bundled().named("start");
  private static Policy scored;
  private static PolicyServer server;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void serve(@TempDir Path parent) throws IOException {
    Path folder = parent.resolve("scored");
    PolicyFolder.save(
        START.model(), PromptTemplate.PLAIN.withScore(" <rm_score> {score}", 2), folder);
    Files.writeString(
        folder.resolve(FolderDecoding.FILE),
        "{\"do_sample\": true, \"temperature\": 0.6, \"top_p\": 0.9, \"top_k\": 20,"
            + " \"max_new_tokens\": 77}");
    scored = Policy.load(folder).named("scored");
    server = PolicyServer.start(List.of(START, scored), "localhost", 0, Optional.empty());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private HttpResponse<String> sent(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> asked(String more) {
    String body =
        "{'messages': [{'role': 'user', 'content': 'How do I bake bread?'}], 'temperature': 0,"
            + " 'max_tokens': 12"
            + more;
    return sent(
        HttpRequest.newBuilder(URI.create(server.url() + "/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"') + "}")));
  }

  private String answer(String more) {
    HttpResponse<String> reply = asked(more);
    assertEquals(200, reply.statusCode(), reply.body());
    JsonObject json = JsonParser.parseString(reply.body()).getAsJsonObject();
    JsonObject choice = json.getAsJsonArray("choices").get(0).getAsJsonObject();
    return choice.getAsJsonObject("message").get("content").getAsString();
  }

  private static String own(Policy policy) {
    return policy.answer("How do I bake bread?", GenerationConfig.greedy().maxTokens(12)).strip();
  }

  @Test
  @DisplayName("each answers under its name, asked for the score of the request")
  void byName() {
    assertEquals(own(START), answer(", 'model': 'start'"));
    assertEquals(own(scored), answer(", 'model': 'scored'"));
    assertEquals(own(scored.conditionedOn(-3)), answer(", 'model': 'scored', 'score': -3"));
  }

  @Test
  @DisplayName("a request that names none of them, or asks for a score in vain, is refused")
  void refused() {
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("", "start, scored");
    wrong.put(", 'model': 'other'", "got other");
    wrong.put(", 'model': 'start', 'score': 1", "start was not");
    wrong.put(", 'model': 'scored', 'score': 'high'", "'score' must be a number");
    wrong.forEach(
        (more, words) -> {
          HttpResponse<String> reply = asked(more);
          assertEquals(400, reply.statusCode(), reply.body());
          assertTrue(reply.body().contains(words), reply.body());
        });
    String twice =
        assertThrows(InvalidInputException.class, () -> new ServedPolicies(List.of(START, START)))
            .getMessage();
    assertTrue(twice.contains("called 'start'"), twice);
  }

  @Test
  @DisplayName("are listed with their defaults and, where they listen to one, their score")
  void listed() {
    HttpResponse<String> reply = sent(HttpRequest.newBuilder(URI.create(server.url() + "/models")));
    JsonArray list = JsonParser.parseString(reply.body()).getAsJsonObject().getAsJsonArray("data");
    JsonObject start = list.get(0).getAsJsonObject();
    JsonObject other = list.get(1).getAsJsonObject();
    assertEquals("start", start.get("id").getAsString());
    assertFalse(start.has("score"));
    assertEquals(scored.layout().asked(), other.get("score").getAsDouble());
    assertEquals(1, start.get("temperature").getAsDouble());
    assertEquals(0.6, other.get("temperature").getAsDouble());
    assertEquals(START.model().config().context(), start.get("max_model_len").getAsInt());
  }

  @Test
  @DisplayName("samples as the model's own generation_config.json says, unless a request does")
  void ownDecoding() {
    GenerationConfig usual = ServedPolicies.decoding(scored);
    JsonObject bare = JsonParser.parseString("{\"prompt\": \"a\", \"seed\": 5}").getAsJsonObject();
    assertEquals(
        new GenerationConfig(0.6, 20, 0.9, 77, 5),
        CompletionRequest.parse(bare, false, usual).decoding());
    bare.addProperty("temperature", 0);
    bare.addProperty("top_k", 0);
    assertEquals(
        new GenerationConfig(0, 0, 0.9, 77, 5),
        CompletionRequest.parse(bare, false, usual).decoding());
  }

  @Test
  @DisplayName("have a page that a browser gets without the key and that loads nothing else")
  void page() {
    try (PolicyServer locked =
        PolicyServer.start(List.of(START), "localhost", 0, Optional.of("k3y"))) {
      HttpResponse<String> page = sent(HttpRequest.newBuilder(URI.create(locked.page())));
      assertEquals(200, page.statusCode());
      assertEquals(
          "text/html; charset=utf-8", page.headers().firstValue("Content-Type").orElseThrow());
      assertTrue(
          page.headers().firstValue("Content-Security-Policy").orElseThrow().contains("'none'"));
      assertFalse(page.body().contains("http://") || page.body().contains("https://"));
      HttpResponse<String> models =
          sent(HttpRequest.newBuilder(URI.create(locked.url() + "/models")));
      assertEquals(401, models.statusCode());
    }
  }

  @Test
  @DisplayName("have a page whose script finds every part that it names")
  void parts() throws IOException {
    String page;
    try (var in = ChatPage.class.getResourceAsStream("chat.html")) {
      page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Set<String> there = found(page, "\\bid=\"(\\w+)\"");
    Set<String> named = found(page, "\\$\\(\"(\\w+)\"\\)");
    assertTrue(named.size() > 10, named.toString());
    named.removeAll(there);
    assertEquals(Set.of(), named);
  }

  private static Set<String> found(String page, String pattern) {
    return Pattern.compile(pattern)
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
