package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once a sentence for an error that never came was made for each byte of a file. */
@DisplayName("Reading rows")
final class ReadingCostTest {
  private static final String WORDS = "word ".repeat(20_000);

  @TempDir private Path folder;

  private static String text(String name) {
    String object =
        String.format("{\"prompt\": \"%1$s\", \"chosen\": \"%1$s\", \"rejected\": \"no\"}", WORDS);
    return switch (name) {
      case "pairs.jsonl" -> object;
      case "pairs.json" -> "[" + object + "]";
      default -> String.format("prompt,chosen,rejected%n\"%1$s\",\"%1$s\",no", WORDS);
    };
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"pairs.jsonl", "pairs.json", "pairs.csv"})
  @DisplayName("makes no object for each byte")
  void bytes(String name) throws IOException {
    String text = text(name);
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    assertEquals(1, read(file)); // loads the classes
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertEquals(1, read(file));
    double perByte = (threads.getCurrentThreadAllocatedBytes() - before) / (double) text.length();
    assertTrue(perByte < 24, name + ": " + perByte + " bytes of memory per byte of the file");
  }

  private static long read(Path file) {
    try (RowReader rows = RowReader.open(List.of(file), ReadOptions.strict())) {
      return rows.stream().count();
    }
  }
}
