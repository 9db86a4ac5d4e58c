package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attune.Child;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisplayName("A temporary folder")
final class TemporaryFolderTest {
  @TempDir private Path root;

  /** Makes a folder with a file in it, prints its name, and waits to be killed. */
  static final class Maker {
    private Maker() {}

    /** Makes the folder. */
    public static void main(String[] args) throws Exception {
      Path folder = TemporaryFolder.create("test");
      Files.writeString(Files.createDirectory(folder.resolve("inside")).resolve("file"), "text");
      System.out.println(folder);
      if (args.length > 0) {
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  private String made(Process child, Path output) throws IOException, InterruptedException {
    while (child.isAlive() && Files.readString(output).isBlank()) {
      Thread.sleep(5);
    }
    return Files.readString(output).strip();
  }

  private Process start(Path output, String... args) throws IOException {
    Files.writeString(output, "");
    return Child.start(Maker.class, output, List.of("-Djava.io.tmpdir=" + root), args);
  }

  @Test
  @DisplayName("of a killed process is removed by the next one, that of a living one stays")
  void orphans() throws IOException, InterruptedException {
    Path killedOutput = root.resolve("killed.txt");
    Path livingOutput = root.resolve("living.txt");
    Process killed = start(killedOutput, "wait");
    Path orphan = Path.of(made(killed, killedOutput));
    assertTrue(Files.exists(orphan.resolve("inside/file")));
    killed.destroyForcibly().waitFor();
    assertTrue(Files.exists(orphan), "a killed process leaves its folder");
    Path other = Files.createDirectory(root.resolve("attune-mine"));
    Process living = start(livingOutput, "wait");
    try {
      Path used = Path.of(made(living, livingOutput));
      assertFalse(Files.exists(orphan), "the next process removes it");
      Path lastOutput = root.resolve("last.txt");
      assertEquals(0, start(lastOutput).waitFor());
      assertTrue(Files.exists(used), "a living process keeps its folder");
      assertTrue(Files.exists(other), "a folder of another name is none of ours");
    } finally {
      living.destroyForcibly().waitFor();
    }
  }
}
