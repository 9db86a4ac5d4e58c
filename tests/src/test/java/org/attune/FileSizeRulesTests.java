package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The length of files")
final class FileSizeRulesTests {
  private static final int MOST = 300;

  /** Facades, most of whose lines are the Javadoc of one-line methods, with their own limits. */
  private static final Map<String, Integer> FACADES =
      Map.of("Policy.java", 500, "Dataset.java", 490);

  @Test
  @DisplayName("is at most 300 lines, but for two reviewed facades")
  void limit() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize(); // Maven runs the tests in their module
    Map<String, Integer> tooLong = new TreeMap<>();
    int seen = 0;
    for (String module : List.of("kit", "tests")) {
      try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          seen++;
          int lines = Files.readAllLines(file).size();
          String name = file.getFileName().toString();
          if (lines > FACADES.getOrDefault(name, MOST)) {
            tooLong.put(root.relativize(file).toString(), lines);
          }
        }
      }
    }
    assertTrue(seen > 500, seen + " files below " + root);
    assertEquals(Map.of(), tooLong, "split the file by idea; see CONTRIBUTING.md");
  }
}
