package org.attune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The scripts of findings")
final class FindingScriptsTest {
  private static final Path FOLDER = Path.of("..", "findings"); // Maven runs tests in their module

  private static final Pattern WORDS = Pattern.compile("\\s+");

  /** What a package of a fixed version looks like, by the function that installs it. */
  private static final Map<String, String> FIXED =
      Map.of(
          "pypi", "[^=]+==[\\w.]+",
          "pypi_alone", "[^=]+==[\\w.]+",
          "maven", "[^:]+:[^:]+:\\d[^:]*(:[^:]+)?",
          "node_packages", "@?[^@]+@\\d+\\.\\d+\\.\\d[\\w.-]*",
          "go_modules", "[^@]+@v\\d+\\.\\d+\\.\\d[\\w.-]*",
          "crates", "[\\w-]+@\\d+\\.\\d+\\.\\d[\\w.-]*");

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".sh")).sorted().toList();
    }
  }

  @Test
  @DisplayName("are executable and listed in the folder's README")
  void listed() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));
    assertTrue(scripts().size() > 30, scripts()::toString);
    for (Path script : scripts()) {
      assertTrue(Files.isExecutable(script), "chmod +x " + script);
      assertTrue(readme.contains(script.getFileName().toString().replace(".sh", "")), "" + script);
    }
  }

  @Test
  @DisplayName("install packages of a fixed version only")
  void pinned() throws IOException {
    List<String> loose = new ArrayList<>();
    int seen = 0;
    for (Path script : scripts()) {
      String text = Files.readString(script).replace("\\\n", " ");
      for (String line : text.lines().toList()) {
        String[] words = WORDS.split(line);
        String fixed = FIXED.get(words[0]);
        if (fixed == null) {
          continue;
        }
        for (String named : List.of(words).subList(1, words.length)) {
          seen++;
          if (!named.matches(fixed)) {
            loose.add(script.getFileName() + ": " + named);
          }
        }
      }
    }
    assertTrue(seen > 50, seen + " packages");
    assertEquals(List.of(), loose, "name a version, so that the finding can be seen again");
  }
}
