package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ids are those of GPT2Tokenizer in transformers 5.23. */
@DisplayName("A tokenizer in vocab.json and merges.txt")
final class BytePairFilesTest {
  private static final int ROWS = 704;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    for (String name : new String[] {"vocab.json", "merges.txt"}) {
      try (InputStream in = BytePairFilesTest.class.getResourceAsStream("/bytepair/" + name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"gpt2\"}");
  }

  private Tokenizer read() {
    return Tokenizer.read(folder.resolve("tokenizer.json"), ROWS);
  }

  private String refusal() {
    return assertThrows(InvalidInputException.class, this::read).getMessage();
  }

  @Test
  @DisplayName("gives the ids of transformers")
  void ids() {
    Tokenizer tokenizer = read();
    assertArrayEquals(
        new int[] {40, 288, 451, 639, 76, 68, 12, 329, 571, 458, 264, 7, 67, 451, 475, 14},
        tokenizer.encode("Hello world, it's 3 o'clock."));
    assertArrayEquals(
        new int[] {221, 551, 221, 333, 76, 324, 75, 83, 199, 199, 274, 87, 198, 403},
        tokenizer.encode("  two  blanks\n\nnew\tline"));
    assertArrayEquals(
        new int[] {78, 65, 128, 108, 456, 221, 127, 97, 21, 221, 163, 246, 99, 163, 251, 106},
        tokenizer.encode("na\u00efve \u00a35 \u65e5\u672c"));
  }

  @Test
  @DisplayName("puts nothing before a text, unless tokenizer_config.json says so, as OPT's does")
  void begin() throws IOException {
    assertEquals(-1, read().begin(0));
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\": \"GPT2Tokenizer\", \"add_bos_token\": true,"
            + " \"bos_token\": {\"content\": \"<|endoftext|>\"}}");
    assertEquals(0, read().begin(-1));
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\": \"GPT2Tokenizer\", \"add_bos_token\": true, \"bos_token\": \"<s>\"}");
    assertTrue(refusal().contains("bos_token is '<s>', which vocab.json does not have"));
  }

  @Test
  @DisplayName("has the added tokens of tokenizer_config.json, also those without a role")
  void added() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\": \"GPT2Tokenizer\", \"additional_special_tokens\": [\"the\"],"
            + " \"added_tokens_decoder\": {\"701\": {\"content\": \"<call>\", \"lstrip\": true,"
            + " \"special\": true}, \"702\": {\"content\": \"<word>\", \"special\": false}}}");
    String json = new String(BytePairFiles.json(folder), StandardCharsets.UTF_8);
    assertTrue(
        json.contains(
            "{\"id\":701,\"content\":\"<call>\",\"single_word\":false,\"lstrip\":true,"
                + "\"rstrip\":false,\"normalized\":false,\"special\":true}"),
        json);
    assertTrue(json.contains("\"content\":\"the\",\"single_word\""), json);
    assertArrayEquals(new int[] {702}, read().encode("<word>"));
  }

  @Test
  @DisplayName("of another class is refused with what to do")
  void otherClass() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"Qwen2Tokenizer\"}");
    assertTrue(refusal().contains("this one is Qwen2Tokenizer. Write the file in Python:"));
    Files.delete(folder.resolve("tokenizer_config.json"));
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
    assertTrue(refusal().contains("this one is not named."));
  }

  @Test
  @DisplayName("is refused where a token has no number")
  void damaged() throws IOException {
    Files.writeString(folder.resolve("added_tokens.json"), "{\"[PAD]\": \"last\"}");
    assertTrue(refusal().contains("the id of the token [PAD] is \"last\"; expected a number"));
    Files.delete(folder.resolve("added_tokens.json"));
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\nno merge of these\n");
    assertTrue(refusal().contains("tokenizer.json"), this::refusal);
  }

  @Test
  @DisplayName("counts for nothing where there is a tokenizer.json")
  void newer() throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    assertTrue(refusal().contains("the field 'model' is missing"), this::refusal);
  }
}
