package org.attune.model.io;

import static org.attune.model.io.ModelFolders.json;
import static org.attune.model.io.ModelFolders.load;
import static org.attune.model.io.ModelFolders.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A folder ends a text")
final class EndOfTextIdsTest {
  @TempDir private Path temporary;

  private List<Integer> ends(String config, String generation, String tokenizer)
      throws IOException {
    Path folder = plain(temporary);
    JsonObject json = json(folder.resolve("config.json"));
    json.add("eos_token_id", JsonParser.parseString(config));
    Files.writeString(folder.resolve("config.json"), json.toString());
    if (!generation.isEmpty()) {
      Files.writeString(
          folder.resolve("generation_config.json"), "{\"eos_token_id\": " + generation + "}");
    }
    if (!tokenizer.isEmpty()) {
      Files.writeString(
          folder.resolve("tokenizer_config.json"), "{\"eos_token\": " + tokenizer + "}");
    }
    return load(folder).config().ends();
  }

  @Test
  @DisplayName("by all ids of both files, the first of which is trained on")
  void both() throws IOException {
    assertEquals(List.of(5, 2, 9), ends("5", "[2, 9, 5]", ""));
  }

  @Test
  @DisplayName("by the tokenizer's own first, if it is among them")
  void own() throws IOException {
    assertEquals(List.of(2, 5), ends("[5, 2]", "", "{\"content\": \"</s>\"}"));
  }

  @Test
  @DisplayName("not by the tokenizer's own if it is not among them")
  void other() throws IOException {
    assertEquals(List.of(5), ends("5", "", "\"</s>\""));
  }

  @Test
  @DisplayName("by the tokenizer's own if there is no other, and never by default")
  void none() throws IOException {
    assertEquals(List.of(2), ends("null", "", "\"</s>\""));
    Files.delete(temporary.resolve("model/tokenizer_config.json"));
    String message =
        assertThrows(InvalidInputException.class, () -> load(temporary.resolve("model")))
            .getMessage();
    assertTrue(message.contains("'eos_token_id' is missing"), message);
  }
}
