package org.attune.model.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.attune.Tiny;
import org.attune.engine.DType;
import org.attune.model.AddedTokens;
import org.attune.model.LanguageModel;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gemma 3's models of text and of images have one tokenizer, and the former no row for an image.
 */
@DisplayName("A tokenizer with a token that the model has no row for")
final class TokensBeyondRowsTest {
  private static final LanguageModel MODEL = Tiny.model(Tiny.config(4, 2, false), 33);

  @TempDir private Path folder;

  private Path saved(boolean special) throws IOException {
    Path saved = folder.resolve("saved");
    HuggingFaceFolder.save(MODEL, saved, DType.F32);
    Path file = saved.resolve("tokenizer.json");
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonObject token =
        JsonParser.parseString(
                "{'content': '<image>', 'single_word': false, 'lstrip': false, 'rstrip': false,"
                    + " 'normalized': false}")
            .getAsJsonObject();
    token.addProperty("id", MODEL.config().vocabulary());
    token.addProperty("special", special);
    json.getAsJsonArray("added_tokens").add(token);
    Files.writeString(file, json.toString());
    return saved;
  }

  @Test
  @DisplayName("is used without it if it is a control token, and saved with it")
  void control() throws IOException {
    Path saved = saved(true);
    LanguageModel read = HuggingFaceFolder.load(saved, Device.cpu());
    int rows = MODEL.config().vocabulary();
    String marked = read.tokenizer().marked("<image> a");
    assertTrue(Arrays.stream(read.tokenizer().encode(marked)).allMatch(id -> id < rows));
    assertEquals(MODEL.tokenizer().largestId(), read.tokenizer().largestId());
    Path again = folder.resolve("again");
    HuggingFaceFolder.save(read, again, DType.F32);
    assertArrayEquals(
        Files.readAllBytes(saved.resolve("tokenizer.json")),
        Files.readAllBytes(again.resolve("tokenizer.json")));
  }

  @Test
  @DisplayName("gives its id to a token that is added with a row")
  void added() throws IOException {
    LanguageModel read = HuggingFaceFolder.load(saved(true), Device.cpu());
    LanguageModel more = AddedTokens.to(read, Map.of("<new>", List.of("a")));
    int rows = MODEL.config().vocabulary();
    assertEquals(rows, more.tokenizer().id("<new>").orElseThrow());
    assertEquals(rows + 1, more.config().vocabulary());
    Path again = folder.resolve("again");
    HuggingFaceFolder.save(more, again, DType.F32);
    assertEquals(more.hash(), HuggingFaceFolder.load(again, Device.cpu()).hash());
  }

  @Test
  @DisplayName("is refused if texts could have it")
  void text() throws IOException {
    Path saved = saved(false);
    String said =
        assertThrows(InvalidInputException.class, () -> HuggingFaceFolder.load(saved, Device.cpu()))
            .getMessage();
    assertTrue(said.contains("the tokenizer knows id " + MODEL.config().vocabulary()), said);
  }
}
