package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.Tiny;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiny's tokenizer, with and without what folders say about begin-of-text. */
@DisplayName("Begin-of-text")
final class BeginOfTextTest {
  private static final String TEMPLATE =
      """
      {"type": "TemplateProcessing",
       "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
                  {"Sequence": {"id": "A", "type_id": 0}}],
       "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
       "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}}
      """;
  private static final String BYTES =
      """
      {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": false, "use_regex": true}
      """;

  @TempDir Path folder;

  /** Returns the tokenizer of a folder; an empty text stands for nothing. */
  private Tokenizer tokenizer(String processor, String config) throws IOException {
    JsonObject json =
        JsonParser.parseString(new String(Tiny.tokenizer().json(), StandardCharsets.UTF_8))
            .getAsJsonObject();
    if (!processor.isEmpty()) {
      JsonElement parsed = JsonParser.parseString(processor);
      json.add("post_processor", parsed);
    }
    if (!config.isEmpty()) {
      Files.writeString(folder.resolve("tokenizer_config.json"), config);
    }
    return Tokenizer.read(
        Files.writeString(folder.resolve("tokenizer.json"), json.toString()), Integer.MAX_VALUE);
  }

  @Test
  @DisplayName("follows the model where the folder says nothing at all")
  void nothing() throws IOException {
    assertEquals(1, tokenizer("", "").begin(1));
    assertEquals(-1, tokenizer("", "").begin(-1));
  }

  @Test
  @DisplayName("is what the post-processor puts first, alone or among several")
  void processor() throws IOException {
    assertEquals(1, tokenizer(TEMPLATE, "").begin(7));
    assertEquals(
        1,
        tokenizer(
                "{\"type\": \"Sequence\", \"processors\": [" + BYTES + "," + TEMPLATE + "]}", "{}")
            .begin(-1));
  }

  @Test
  @DisplayName("is none where the post-processor puts none, whatever bos_token_id says")
  void none() throws IOException {
    assertEquals(-1, tokenizer(BYTES, "{\"bos_token\": \"<s>\"}").begin(1));
    assertEquals(-1, tokenizer("", "{\"bos_token\": \"<s>\"}").begin(1));
  }

  @Test
  @DisplayName("is decided by add_bos_token where that is given")
  void setting() throws IOException {
    assertEquals(-1, tokenizer(TEMPLATE, "{\"add_bos_token\": false}").begin(1));
    assertEquals(1, tokenizer(BYTES, "{\"add_bos_token\": true}").begin(1));
    assertThrows(InvalidInputException.class, () -> tokenizer(BYTES, "[1]"));
  }

  @Test
  @DisplayName("and end-of-text written in data are text; in a template they are ids")
  void controls() {
    Tokenizer tokenizer = Tiny.tokenizer();
    int unknown = Tiny.id("<unk>");
    assertArrayEquals(
        new int[] {Tiny.id("a"), unknown, Tiny.id("b")}, tokenizer.encode("a </s> b"));
    assertArrayEquals(
        new int[] {Tiny.id("a"), Tiny.EOS, Tiny.id("b")},
        tokenizer.encode(tokenizer.marked("a </s> b")));
    assertEquals("</s>", tokenizer.token(Tiny.EOS));
    assertEquals("a b", tokenizer.decode(new int[] {Tiny.id("a"), Tiny.EOS, Tiny.id("b")}));
  }
}
