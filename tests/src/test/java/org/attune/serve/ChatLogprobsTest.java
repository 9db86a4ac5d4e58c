package org.attune.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.Policy;
import org.attune.model.PromptEncoder;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A chat with log-probabilities, and what the server says of models and tokens")
final class ChatLogprobsTest {
  private static final Policy POLICY = Policy.bundled().named("start");
  private static final PolicyServer SERVER = PolicyServer.start(POLICY);
  private static final String PROMPT = "How do I start baking bread?";
  private static final String ASKED =
      "{'messages': [{'role': 'user', 'content': '"
          + PROMPT
          + "'}], 'temperature': 0, 'max_tokens': 60, 'logprobs': true, 'top_logprobs': 3";

  private final ServerClient client = new ServerClient(SERVER);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static JsonArray content(JsonObject choice) {
    return choice.getAsJsonObject("logprobs").getAsJsonArray("content");
  }

  @Test
  @DisplayName("has each token's log-probability, bytes and alternatives")
  void scored() {
    JsonObject choice = ServerClient.choice(client.done("/v1/chat/completions", ASKED + "}"), 0);
    Completions own =
        Completions.sample(POLICY, List.of(PROMPT), GenerationConfig.greedy().maxTokens(60));
    String text = choice.getAsJsonObject("message").get("content").getAsString();
    assertEquals(own.texts().get(0).strip(), text);
    JsonArray content = content(choice);
    assertEquals(own.tokens().get(0).response().length, content.size());
    double[] found = content.asList().stream().mapToDouble(ChatLogprobsTest::logProb).toArray();
    double[] policy =
        POLICY.logProbs(PROMPT, text).stream().mapToDouble(Double::doubleValue).toArray();
    assertArrayEquals(policy, found, 1e-4);
    JsonObject first = content.get(0).getAsJsonObject();
    assertEquals(3, first.getAsJsonArray("top_logprobs").size());
    byte[] bytes = first.get("token").getAsString().getBytes(StandardCharsets.UTF_8);
    assertEquals(bytes[0] & 0xFF, first.getAsJsonArray("bytes").get(0).getAsInt());
  }

  private static double logProb(JsonElement entry) {
    return entry.getAsJsonObject().get("logprob").getAsDouble();
  }

  @Test
  @DisplayName("streams them with the text")
  void streamed() {
    JsonObject whole = ServerClient.choice(client.done("/v1/chat/completions", ASKED + "}"), 0);
    StringBuilder text = new StringBuilder();
    int tokens = 0;
    for (JsonObject piece : client.streamed("/v1/chat/completions", ASKED + ", 'stream': true}")) {
      JsonObject delta = piece.getAsJsonObject("delta");
      text.append(delta.has("content") ? delta.get("content").getAsString() : "");
      tokens += piece.get("logprobs").isJsonNull() ? 0 : content(piece).size();
    }
    assertEquals(whole.getAsJsonObject("message").get("content").getAsString(), text.toString());
    assertEquals(content(whole).size(), tokens);
  }

  @Test
  @DisplayName("refuses alternatives of what is not asked for")
  void wrong() {
    HttpResponse<String> reply =
        client.post(
            "/v1/chat/completions",
            "{'messages': [{'role': 'user', 'content': 'a'}], 'top_logprobs': 2}");
    assertEquals(400, reply.statusCode());
    assertTrue(reply.body().contains("'top_logprobs' needs"), reply.body());
  }

  @Test
  @DisplayName("describes one model, and knows that another is not there")
  void models() {
    HttpResponse<String> found = client.get("/v1/models/start");
    assertEquals(200, found.statusCode());
    assertEquals(
        "start", JsonParser.parseString(found.body()).getAsJsonObject().get("id").getAsString());
    HttpResponse<String> missing = client.get("/v1/models/other");
    assertEquals(404, missing.statusCode());
    assertTrue(missing.body().contains("no model other here; this server has start."));
    assertEquals(200, client.get("/health").statusCode());
  }

  @Test
  @DisplayName("turns texts and chats into ids and back")
  void tokenizer() {
    JsonObject said = client.done("/tokenize", "{'prompt': 'Hello!', 'add_special_tokens': false}");
    int[] ids = POLICY.model().tokenizer().encode("Hello!");
    assertArrayEquals(ids, ids(said));
    assertEquals(ids.length, said.get("count").getAsInt());
    JsonObject back = client.done("/detokenize", "{'tokens': " + said.get("tokens") + "}");
    assertEquals("Hello!", back.get("prompt").getAsString());
    JsonObject chat =
        client.done(
            "/tokenize",
            "{'messages': [{'role': 'user', 'content': 'Hi'}], 'return_token_strs': true}");
    assertArrayEquals(new PromptEncoder(POLICY.model(), POLICY.layout()).prompt("Hi"), ids(chat));
    assertEquals(ids(chat).length, chat.getAsJsonArray("token_strs").size());
    HttpResponse<String> info = client.get("/tokenizer_info");
    String end = POLICY.model().tokenizer().token(POLICY.model().config().eos());
    assertEquals(
        end, JsonParser.parseString(info.body()).getAsJsonObject().get("eos_token").getAsString());
    HttpResponse<String> wrong = client.post("/detokenize", "{'tokens': [1000000]}");
    assertTrue(wrong.statusCode() == 400 && wrong.body().contains("got 1000000"), wrong.body());
  }

  private static int[] ids(JsonObject reply) {
    JsonArray tokens = reply.getAsJsonArray("tokens");
    return IntStream.range(0, tokens.size()).map(i -> tokens.get(i).getAsInt()).toArray();
  }
}
