package org.attune.notebook;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Every notebook runs from top to bottom in the real kernel")
final class NotebooksTest {
  private static final Path NOTEBOOKS = Path.of("..", "notebooks");
  @TempDir private static Path folder;
  private static NotebookRunner runner;

  @BeforeAll
  static void install() {
    Path kernel = new KernelFolder(folder, "attune-test").install();
    runner = new NotebookRunner(kernel, Duration.ofMinutes(15));
  }

  @TestFactory
  Stream<DynamicTest> notebooks() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      all = files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
    assertFalse(all.isEmpty(), "there are notebooks");
    return all.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    assertTrue(Files.size(file) < 1_000_000, "a notebook is committed with small outputs");
    List<CellResult> results = runner.run(file);
    assertTrue(
        results.stream().anyMatch(result -> !result.outputs().isEmpty()),
        "some cell shows something");
  }
}
