package org.attune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Large pages are asked for")
final class HugePagesTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "always [madvise] never, true",
    "[always] madvise never, false",
    "always madvise [never], false",
    "'', false"
  })
  @DisplayName("where the system grants them on request alone")
  void setting(String content, boolean asks, @TempDir Path folder) throws IOException {
    Path setting = Files.writeString(folder.resolve("enabled"), content);
    assertEquals(asks, HugePages.areOnRequest(setting));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"missing", "."})
  @DisplayName("not where the setting cannot be read")
  void unreadable(String name, @TempDir Path folder) {
    assertEquals(false, HugePages.areOnRequest(folder.resolve(name)));
  }
}
