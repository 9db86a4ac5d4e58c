package org.attune.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The recipes' own tests run every page; here, the files and one run as a user starts it. */
@DisplayName("The notebooks")
final class NotebooksTest {
  private static final Path NOTEBOOKS = Path.of("..", "notebooks");
  private static final String FIRST = "00-start-here.ipynb";
  private static final long MOST_BYTES = 500_000;
  private static final long MOST_BYTES_IN_ALL = 4_000_000;

  /** One of something counted in the plural, which nothing prints today. */
  private static final Pattern ONE_AND_PLURAL =
      Pattern.compile("[^\\d.,]1 (seeds|settings|steps|pairs|prompts|responses|examples)\\b");

  @TempDir private Path folder;

  private static List<Path> all() {
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  @DisplayName("are committed as they ran, from top to bottom, and small")
  Stream<DynamicTest> committed() {
    assertTrue(all().size() >= 13, "there are notebooks");
    long bytes = all().stream().mapToLong(NotebooksTest::size).sum();
    assertTrue(bytes < MOST_BYTES_IN_ALL, bytes + " bytes in all");
    return all().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    assertTrue(size(file) < MOST_BYTES, size(file) + " bytes");
    JsonObject notebook = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    int count = 0;
    int outputs = 0;
    for (JsonElement each : notebook.getAsJsonArray("cells")) {
      JsonObject cell = each.getAsJsonObject();
      if (cell.get("cell_type").getAsString().equals("code")) {
        count++;
        assertEquals(count, cell.get("execution_count").getAsInt(), "cells ran in order");
        for (JsonElement output : cell.getAsJsonArray("outputs")) {
          JsonElement number = output.getAsJsonObject().get("execution_count");
          assertTrue(number == null || number.getAsInt() == count, "a result has another number");
        }
        outputs += cell.getAsJsonArray("outputs").size();
        String shown = cell.get("outputs").toString();
        assertFalse(shown.contains("\"traceback\""), "a cell failed");
        assertFalse(ONE_AND_PLURAL.matcher(shown).find(), shown);
      }
    }
    assertTrue(outputs > 0, "some cell shows something");
  }

  /** The first notebook with its small sizes, so that it runs within seconds. */
  private Path hurried() throws IOException {
    String text = Files.readString(NOTEBOOKS.resolve(FIRST));
    String fast = text.replaceAll("(int \\w+ = )\\d+(; // in a hurry: )(\\d+)", "$1$3$2$3");
    assertFalse(fast.equals(text), "nothing was made smaller");
    return Files.writeString(folder.resolve(FIRST), fast);
  }

  @Test
  @DisplayName("begin with one that runs in the kernel")
  void first() throws IOException {
    Path kernel = new KernelFolder(folder, "attune-test").install();
    List<CellResult> results = new NotebookRunner(kernel, Duration.ofMinutes(5)).run(hurried());
    assertTrue(
        results.stream().flatMap(result -> result.shown("text/html").stream()).count() >= 6,
        "values show as HTML");
  }

  @Test
  @DisplayName("run under Jupyter's own nbclient, where there is one")
  void jupyter() throws IOException, InterruptedException {
    boolean there =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "jupyter-execute")));
    Assumptions.assumeTrue(
        there, "SKIPPED: no jupyter-execute on the PATH; pip install nbclient brings it");
    new KernelFolder(folder.resolve("share"), "attune").install();
    Path notebook = hurried();
    ProcessBuilder command =
        new ProcessBuilder("jupyter-execute", "--inplace", "--timeout=300", notebook.toString());
    command.environment().put("JUPYTER_PATH", folder.resolve("share").toString());
    Path said = folder.resolve("jupyter.log");
    Process process = command.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertTrue(process.waitFor(10, TimeUnit.MINUTES), "nbclient did not end");
    assertEquals(0, process.exitValue(), Files.readString(said));
    check(notebook);
  }
}
