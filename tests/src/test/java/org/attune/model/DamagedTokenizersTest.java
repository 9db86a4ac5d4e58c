package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.attune.Child;
import org.attune.Fuzz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("A damaged tokenizer that passes the guard")
final class DamagedTokenizersTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("is read or refused in one sentence by the native library, and never ends the JVM")
  void mutations() throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process child =
        Child.start(DamagedTokenizers.class, output, List.of(), String.valueOf(Fuzz.mutations()));
    try {
      assertTrue(child.waitFor(50, TimeUnit.MINUTES), "hangs");
    } finally {
      child.destroyForcibly();
    }
    List<String> said = Files.readAllLines(output);
    String end = String.join("\n", said.subList(Math.max(0, said.size() - 30), said.size()));
    assertEquals(0, child.exitValue(), end);
    String[] counts = said.get(said.size() - 1).split("\\D+", -1);
    assertTrue(Integer.parseInt(counts[1]) > 0 && Integer.parseInt(counts[2]) > 0, end);
  }
}
