package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Added tokens of a byte-level tokenizer")
final class LiteralTokensTest {
  private static final int BYTES = 256;

  /** A tokenizer of single bytes, with words added to it. */
  private static Tokenizer tokenizer(String... words) {
    JsonObject vocabulary = new JsonObject();
    int spare = BYTES;
    for (int value = 0; value < BYTES; value++) {
      boolean shown = (value > ' ' && value < 0x7F) || (value > 0xA0 && value != 0xAD);
      vocabulary.addProperty(Character.toString(shown ? value : spare++), value);
    }
    JsonObject model = new JsonObject();
    model.addProperty("type", "BPE");
    model.add("vocab", vocabulary);
    model.add("merges", new JsonArray());
    JsonArray added = new JsonArray();
    for (String word : words) {
      added.add(added(word, BYTES + added.size(), false));
    }
    added.add(added("<ende°>", BYTES + added.size(), true));
    JsonObject root = new JsonObject();
    root.addProperty("version", "1.0");
    root.add("added_tokens", added);
    root.add("pre_tokenizer", JsonParser.parseString(byteLevel()));
    root.add("decoder", JsonParser.parseString(byteLevel()));
    root.add("model", model);
    return Tokenizer.of(root.toString().getBytes(StandardCharsets.UTF_8), "tokenizer.json");
  }

  private static String byteLevel() {
    return "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,"
        + "\"use_regex\":true}";
  }

  private static JsonObject added(String word, int id, boolean special) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", word);
    for (String flag : new String[] {"single_word", "lstrip", "rstrip", "normalized"}) {
      token.addProperty(flag, false);
    }
    token.addProperty("special", special);
    return token;
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"café", "straße", "naïve", "£5", "Ġx", "Привет", "日本", "plain"})
  @DisplayName("come back as they are, also beside each other")
  void decoded(String word) {
    Tokenizer tokenizer = tokenizer(word);
    for (String text : new String[] {word, "é " + word + " 日", word + word, word + "ü" + word}) {
      int[] ids = tokenizer.encode(text);
      assertEquals(1, Arrays.stream(ids).filter(id -> id == BYTES).distinct().count(), text);
      assertEquals(text, tokenizer.decode(ids));
    }
    assertEquals(word, tokenizer.token(BYTES));
  }

  @Test
  @DisplayName("that control the model are left out of decoded text and named in full")
  void control() {
    Tokenizer tokenizer = tokenizer("café");
    assertEquals("café", tokenizer.decode(new int[] {BYTES, BYTES + 1}));
    assertEquals("<ende°>", tokenizer.token(BYTES + 1));
    assertEquals("", tokenizer.decode(new int[0]));
  }
}
