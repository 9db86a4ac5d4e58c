package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.GoldenSuite;
import org.attune.engine.PyTorch;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conversations as {@code apply_chat_template} tokenises them; {@code chat/cases.json} says with
 * which version. The tokenizers are small: one of byte-level BPE, and four of SentencePiece's kind,
 * which put the blank before a word by Prepend (Llama 2) or by Metaspace (Mistral and others).
 */
@DisplayName("A chat template with a tokenizer of its kind")
final class ChatTokensTest {
  private static final String TURN = "\n\nAssistant:";

  @TempDir private Path temporary;

  record Conversation(JsonObject known) {
    String text(String key) {
      return known.get(key).getAsString();
    }

    int[] ids(String key) {
      return Arrays.stream(GoldenSuite.numbers(known.get(key))).mapToInt(x -> (int) x).toArray();
    }

    /** The messages before the answer, as the kit's data hold them. */
    String prompt() {
      JsonArray messages = known.getAsJsonArray("messages");
      StringBuilder text = new StringBuilder();
      for (JsonObject message : objects(messages).limit(messages.size() - 1L).toList()) {
        String mark =
            switch (message.get("role").getAsString()) {
              case "system" -> "";
              case "user" -> "\n\nHuman: ";
              default -> TURN + " ";
            };
        text.append(mark + message.get("content").getAsString());
      }
      return text + TURN;
    }

    String answer() {
      JsonArray messages = known.getAsJsonArray("messages");
      return messages.get(messages.size() - 1).getAsJsonObject().get("content").getAsString();
    }

    @Override
    public String toString() {
      return text("tokenizer") + ", " + text("name") + ", " + answer();
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ChatTokensTest.class.getResourceAsStream("/chat/" + name)) {
      return in.readAllBytes();
    }
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.asList().stream().map(element -> element.getAsJsonObject());
  }

  static Stream<Conversation> all() throws IOException {
    String text = new String(resource("cases.json"), StandardCharsets.UTF_8);
    return objects(JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("cases"))
        .map(Conversation::new);
  }

  private static Conversation named(String name) throws IOException {
    return all().filter(known -> known.text("name").equals(name)).findFirst().orElseThrow();
  }

  private LanguageModel model(String tokenizer, String template) throws IOException {
    boolean bytes = tokenizer.equals("bytes");
    Files.write(temporary.resolve("tokenizer.json"), resource(tokenizer + ".json"));
    Files.writeString(temporary.resolve("chat_template.jinja"), template);
    Files.writeString(
        temporary.resolve("tokenizer_config.json"),
        bytes
            ? "{\"eos_token\": \"<|im_end|>\"}"
            : "{\"bos_token\": \"<s>\", \"eos_token\": \"</s>\"}");
    Tokenizer read = Tokenizer.read(temporary.resolve("tokenizer.json"), Integer.MAX_VALUE);
    int ids = read.largestId() + 1;
    LlamaConfig config = LlamaConfig.small(ids, 8, 1, 1, 1, 512, bytes ? -1 : 1, 2);
    return LanguageModel.random(config, read, 1, Device.cpu());
  }

  private TokenizedExample example(Conversation known) throws IOException {
    LanguageModel model = model(known.text("tokenizer"), known.text("template"));
    return new PromptEncoder(model, PromptTemplate.CHAT).example(known.prompt(), known.answer(), 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  @DisplayName("gives the ids of apply_chat_template, up to the token that ends the turn")
  void ids(Conversation known) throws IOException {
    TokenizedExample tokens = example(known);
    assertArrayEquals(known.ids("prompt"), tokens.prompt());
    int[] all = known.ids("ids");
    int end =
        IntStream.range(tokens.prompt().length, all.length)
            .filter(i -> all[i] == 2)
            .min()
            .orElseThrow();
    assertArrayEquals(Arrays.copyOfRange(all, tokens.prompt().length, end + 1), tokens.response());
  }

  static Stream<Conversation> blocks() throws IOException {
    return all().filter(known -> known.known().has("mask"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  @DisplayName("trains the tokens of return_assistant_tokens_mask, if it has generation blocks")
  void trained(Conversation known) throws IOException {
    TokenizedExample tokens = example(known);
    int from = tokens.prompt().length;
    int[] mask = Arrays.copyOfRange(known.ids("mask"), from, from + tokens.response().length);
    int[] trained =
        IntStream.range(0, mask.length).map(i -> tokens.untrained().get(i) ? 0 : 1).toArray();
    assertArrayEquals(mask, trained);
    assertEquals(Arrays.stream(mask).sum(), tokens.trainedTokens());
  }

  @Test
  @DisplayName("gives losses only of these tokens, and shows their weights")
  void losses() throws IOException {
    Conversation known = named("block inside a sentence");
    LanguageModel model = model("bytes", known.text("template"));
    TokenizedExample tokens = example(known);
    TokenBatch batch = TokenBatch.of(List.of(tokens));
    assertEquals(tokens.trainedTokens(), batch.responseTokens());
    double[] whole =
        ResponseLikelihood.of(model, PromptTemplate.CHAT, known.prompt(), known.answer()).stream()
            .mapToDouble(x -> x)
            .toArray();
    assertEquals(tokens.response().length, whole.length);
    TokenWeights.of(model, PromptTemplate.CHAT, known.prompt(), known.answer());
    double expected =
        IntStream.range(0, whole.length)
            .filter(i -> !tokens.untrained().get(i))
            .mapToDouble(i -> whole[i])
            .sum();
    float actual =
        PyTorch.scoped(() -> TokenLogProbs.of(model.decoder(), batch).sum().toFloatArray()[0]);
    assertEquals(expected, actual, 1e-4);
    double shown =
        TokenWeights.of(model, PromptTemplate.CHAT, known.prompt(), known.answer())
            .doubleColumn("weight")
            .sum();
    assertEquals(tokens.trainedTokens(), shown);
  }

  @Test
  @DisplayName("is refused if its blocks leave out the whole answer")
  void empty() throws IOException {
    Conversation known = named("block around answer and end");
    String moved =
        known
            .text("template")
            .replace("{% generation %}", "")
            .replace("{% endgeneration %}", "{% generation %}{% endgeneration %}")
            .replace(
                "<|im_start|>' + m.role",
                "' }}{% generation %}<|im_start|>{% endgeneration %}{{ m.role");
    LanguageModel model = model("bytes", moved);
    PromptEncoder encoder = new PromptEncoder(model, PromptTemplate.CHAT);
    String message =
        assertThrows(InvalidInputException.class, () -> encoder.example("a", "b", 0)).getMessage();
    assertTrue(message.contains("no token of the answer lies inside"), message);
  }
}
