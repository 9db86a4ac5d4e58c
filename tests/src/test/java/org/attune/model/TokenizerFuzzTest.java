package org.attune.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.Fuzz;
import org.attune.Tiny;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("A damaged tokenizer is read or refused in one sentence:")
final class TokenizerFuzzTest {
  @Test
  @DisplayName("tokenizer.json, by the guard alone")
  void tokenizer(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.write(file, Tiny.tokenizer().json());
    Fuzz.damage(
        file,
        13,
        () ->
            TokenizerGuard.largestId(
                TokenizerGuard.bytes(file), TokenizerJson.ALL_ROWS, "tokenizer"));
  }
}
