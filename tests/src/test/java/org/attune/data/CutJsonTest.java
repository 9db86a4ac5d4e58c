package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A JSON file that is cut off")
final class CutJsonTest {
  @Test
  @DisplayName("before its first key is told so in a sentence with one full stop")
  void first(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), "{");
    assertEquals(
        file + ": not a JSON object, the JSON is cut off after column 1, inside $.",
        assertThrows(InvalidInputException.class, () -> JsonValidator.read(file, 100))
            .getMessage());
  }
}
