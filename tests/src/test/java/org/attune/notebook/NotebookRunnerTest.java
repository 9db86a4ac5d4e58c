package org.attune.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A notebook that is run")
final class NotebookRunnerTest {
  @TempDir private Path folder;

  private Path notebook(String... cells) throws IOException {
    String code =
        "{\"cell_type\": \"code\", \"metadata\": {}, \"execution_count\": null, \"outputs\":"
            + " [{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": \"old\"}],"
            + " \"source\": \"%s\"}";
    String all = Stream.of(cells).map(code::formatted).collect(Collectors.joining(",\n"));
    return Files.writeString(
        folder.resolve("mine.ipynb"),
        "{\"cells\": [" + all + "], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}");
  }

  private static JsonArray outputs(Path notebook, int cell) throws IOException {
    JsonObject file = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
    return file.getAsJsonArray("cells").get(cell).getAsJsonObject().getAsJsonArray("outputs");
  }

  @Test
  @DisplayName("keeps the outputs up to a cell that fails, and names the cell")
  void fails() throws IOException {
    NotebookRunner runner =
        new NotebookRunner(
            new KernelFolder(folder, "attune-test").install(), Duration.ofMinutes(2));
    Path mine = notebook("6 * 7", "1 / 0", "8 * 9");
    String said = assertThrows(KernelException.class, () -> runner.runAndSave(mine)).getMessage();
    assertTrue(said.startsWith(mine + ": code cell 2 failed."), said);
    assertTrue(outputs(mine, 0).toString().contains("42"), () -> "the first cell's result");
    JsonObject error = outputs(mine, 1).get(0).getAsJsonObject();
    assertEquals("error", error.get("output_type").getAsString());
    assertTrue(outputs(mine, 2).toString().contains("old"), () -> "the last cell did not run");
  }

  @Test
  @DisplayName("stays as it is where the kernel does not start")
  void unstarted() throws IOException {
    Path mine = notebook("6 * 7");
    String before = Files.readString(mine);
    Path none = Files.createDirectory(folder.resolve("none"));
    Files.writeString(
        none.resolve("kernel.json"), "{\"argv\": [\"" + folder.resolve("no-java") + "\"]}");
    NotebookRunner runner = new NotebookRunner(none, Duration.ofMinutes(2));
    assertThrows(RuntimeException.class, () -> runner.runAndSave(mine));
    assertEquals(before, Files.readString(mine));
  }
}
