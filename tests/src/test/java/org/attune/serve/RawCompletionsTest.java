package org.attune.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.Policy;
import org.attune.model.PromptEncoder;
import org.attune.model.TokenizedExample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A completion continues or scores its prompt as it is")
final class RawCompletionsTest {
  private static final Policy POLICY = Policy.bundled();
  private static final PolicyServer SERVER = PolicyServer.start(POLICY);
  private static final String TEXT = "How do I bake bread? Mix flour with water 😀 and wait.";
  private static final String BEGUN = "How do I bake bread? Mix the flour with";
  private static final String SCORED = ", 'echo': true, 'max_tokens': 0, 'logprobs': 2";

  private final ServerClient client = new ServerClient(SERVER);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static int[] ids() {
    int[] said = POLICY.model().tokenizer().encode(TEXT);
    int begin = POLICY.model().tokenizer().begin(POLICY.model().config().bos());
    return begin < 0 ? said : IntStream.concat(IntStream.of(begin), IntStream.of(said)).toArray();
  }

  private static JsonArray part(JsonObject choice, String name) {
    return choice.getAsJsonObject("logprobs").getAsJsonArray(name);
  }

  private static double[] numbers(JsonArray array, int from) {
    return IntStream.range(from, array.size())
        .mapToDouble(i -> array.get(i).getAsDouble())
        .toArray();
  }

  private static double best(JsonElement likely) {
    return likely.getAsJsonObject().entrySet().stream()
        .mapToDouble(entry -> entry.getValue().getAsDouble())
        .max()
        .orElseThrow();
  }

  @Test
  @DisplayName("scores every token but the first, and says where it stands")
  void shape() {
    JsonObject choice = client.completion("'prompt': '" + TEXT + "'" + SCORED);
    assertEquals(TEXT, choice.get("text").getAsString());
    assertEquals("length", choice.get("finish_reason").getAsString());
    JsonArray tokens = part(choice, "tokens");
    JsonArray offsets = part(choice, "text_offset");
    assertEquals(ids().length, tokens.size());
    assertTrue(part(choice, "token_logprobs").get(0).isJsonNull());
    assertTrue(part(choice, "top_logprobs").get(0).isJsonNull());
    int[] points = TEXT.codePoints().toArray();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i).getAsString();
      int at = offsets.get(i).getAsInt();
      String there = new String(points, at, points.length - at);
      boolean written = there.startsWith(token) || token.indexOf('\uFFFD') >= 0;
      assertTrue(written || (i == 0 && at == 0), token + " at " + at);
    }
    for (int i = 1; i < tokens.size(); i++) {
      JsonObject likely = part(choice, "top_logprobs").get(i).getAsJsonObject();
      assertTrue(likely.size() == 2 || likely.size() == 3, likely.toString());
      double own = part(choice, "token_logprobs").get(i).getAsDouble();
      assertEquals(own, likely.get(tokens.get(i).getAsString()).getAsDouble(), 0);
    }
  }

  @Test
  @DisplayName("gives the policy's own log-probabilities")
  void own() {
    String prompt = "How do I bake bread?";
    String response = "Mix flour with water, and wait an hour.";
    TokenizedExample tokens =
        new PromptEncoder(POLICY.model(), POLICY.layout()).asked(prompt, response);
    JsonObject choice =
        client.completion("'prompt': " + Arrays.toString(AnswerScores.joined(tokens)) + SCORED);
    double[] own =
        POLICY.logProbs(prompt, response).stream().mapToDouble(Double::doubleValue).toArray();
    JsonArray found = part(choice, "token_logprobs");
    assertArrayEquals(own, numbers(found, found.size() - own.length), 1e-4);
  }

  @Test
  @DisplayName("takes a text, ids, and lists of either, with the same result in a batch")
  void forms() {
    String ids = Arrays.toString(ids());
    JsonObject one = client.completion("'prompt': '" + TEXT + "'" + SCORED);
    double[] expected = numbers(part(one, "token_logprobs"), 1);
    assertArrayEquals(
        expected,
        numbers(part(client.completion("'prompt': " + ids + SCORED), "token_logprobs"), 1));
    String list = "{'prompt': [" + ids + ", [1, 2, 3], '" + TEXT + "', 'Hello there']" + SCORED;
    JsonObject batch = client.done("/v1/completions", list + "}");
    assertEquals(4, batch.getAsJsonArray("choices").size());
    for (int i = 0; i < 4; i += 2) {
      JsonObject choice = ServerClient.choice(batch, i);
      assertEquals(i, choice.get("index").getAsInt());
      assertArrayEquals(expected, numbers(part(choice, "token_logprobs"), 1), 1e-4);
    }
    int tokens = batch.getAsJsonObject("usage").get("prompt_tokens").getAsInt();
    int others = part(ServerClient.choice(batch, 3), "tokens").size();
    assertEquals(2 * ids().length + 3 + others, tokens);
  }

  @Test
  @DisplayName("adds one token for max_tokens 1, the one that is sampled without echo")
  void oneMore() {
    String asked = "'prompt': '" + TEXT + "', 'max_tokens': 1, 'temperature': 0";
    JsonObject echoed = client.completion(asked + ", 'echo': true, 'logprobs': 1");
    JsonArray logProbs = part(echoed, "token_logprobs");
    assertEquals(ids().length + 1, logProbs.size());
    String text = client.completion(asked).get("text").getAsString();
    assertEquals(TEXT + text, echoed.get("text").getAsString());
    int last = logProbs.size() - 1;
    assertEquals(best(part(echoed, "top_logprobs").get(last)), logProbs.get(last).getAsDouble(), 0);
  }

  @Test
  @DisplayName("continues after the prompt, whole and streamed, with scores that say it is greedy")
  void continued() {
    String asked = "'prompt': '" + BEGUN + "', 'max_tokens': 12, 'temperature': 0, 'n': 2";
    String plain = client.completion(asked).get("text").getAsString();
    String all = asked + ", 'echo': true, 'logprobs': 1";
    JsonObject choice = client.completion(all);
    assertEquals(BEGUN + plain, choice.get("text").getAsString());
    JsonArray logProbs = part(choice, "token_logprobs");
    int before = part(client.completion("'prompt': '" + BEGUN + "'" + SCORED), "tokens").size();
    assertTrue(logProbs.size() > before + 3, "some tokens were sampled");
    for (int i = before; i < logProbs.size(); i++) {
      assertEquals(best(part(choice, "top_logprobs").get(i)), logProbs.get(i).getAsDouble(), 1e-6);
    }
    List<JsonObject> pieces =
        client.streamed("/v1/completions", "{" + all + ", 'stream': true}").stream()
            .filter(piece -> piece.get("index").getAsInt() == 1)
            .toList();
    assertEquals(BEGUN + plain, joined(pieces));
    long scored = pieces.stream().filter(piece -> !piece.get("logprobs").isJsonNull()).count();
    assertEquals(logProbs.size(), scored);
    String live = "{" + asked + ", 'echo': true, 'stream': true}";
    List<JsonObject> events = client.streamed("/v1/completions", live);
    assertTrue(events.size() > 6, events.toString());
    assertEquals(
        BEGUN + plain,
        joined(events.stream().filter(piece -> piece.get("index").getAsInt() == 0).toList()));
  }

  private static String joined(List<JsonObject> pieces) {
    return pieces.stream()
        .map(piece -> piece.get("text").getAsString())
        .collect(Collectors.joining());
  }

  @Test
  @DisplayName("keeps the blank before a continuation, and stops at white space if told to")
  void blanks() {
    String asked = "'prompt': 'How do I', 'max_tokens': 8, 'temperature': 0";
    String text = client.completion(asked).get("text").getAsString();
    assertTrue(text.startsWith(" "), "[" + text + "]");
    JsonObject stopped = client.completion(asked + ", 'stop': [' ']");
    assertEquals("", stopped.get("text").getAsString());
    assertEquals("stop", stopped.get("finish_reason").getAsString());
    assertEquals(text, client.completion(asked + ", 'stop': []").get("text").getAsString());
  }

  @Test
  @DisplayName("puts begin-of-text before a text, once, unless told not to")
  void begin() {
    int begin = POLICY.model().tokenizer().begin(POLICY.model().config().bos());
    String spelled = POLICY.model().tokenizer().token(begin);
    for (String[] way :
        new String[][] {
          {"'prompt': '" + TEXT + "'", "1"},
          {"'prompt': '" + spelled + TEXT + "'", "1"},
          {"'prompt': '" + TEXT + "', 'add_special_tokens': false", "0"},
        }) {
      JsonArray tokens = part(client.completion(way[0] + SCORED), "tokens");
      long begins = tokens.asList().stream().filter(t -> t.getAsString().equals(spelled)).count();
      assertEquals(Long.parseLong(way[1]), begins, way[0]);
    }
  }

  @Test
  @DisplayName("says in a sentence what it cannot do")
  void wrong() {
    int context = POLICY.model().config().context();
    String many = Arrays.toString(new int[context + 1]);
    for (String[] bad :
        new String[][] {
          {"'prompt': 'a', 'logprobs': 21", "'logprobs' must be a number from 0 to 20, got 21"},
          {"'prompt': 'a', 'logprobs': true", "'logprobs' must be a number"},
          {"'prompt': 'a', 'logprobs': 1.5", "'logprobs' must be a whole number"},
          {"'prompt': 'a', 'max_tokens': 0", "'max_tokens' must be a number from 1"},
          {"'prompt': []", "'prompt' is an empty list"},
          {"'prompt': [[]]", "without token ids"},
          {"'prompt': [1, 'a']", "A token id of this model is a whole number from 0 to"},
          {"'prompt': [-1]", "got -1"},
          {"'prompt': [1000000]", "got 1000000"},
          {"'prompt': ['a', 3]", "'prompt' must be a text, got 3"},
          {"'prompt': '', 'add_special_tokens': false", "The prompt is blank"},
          {"'prompt': " + many + SCORED, "the prompt has " + (context + 1)},
          {"'prompt': [1], 'max_tokens': " + context, "maximum context length is " + context},
          {"'prompt': 'a', 'stop': ''", "must not be empty"},
        }) {
      HttpResponse<String> reply = client.post("/v1/completions", "{" + bad[0] + "}");
      assertEquals(400, reply.statusCode(), bad[0]);
      assertTrue(reply.body().contains(bad[1]), reply.body());
      assertTrue(reply.body().startsWith("{\"error\":{\"message\":"), reply.body());
    }
  }
}
