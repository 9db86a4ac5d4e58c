package org.attune.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.attune.Child;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A training that is killed without warning")
final class KillTest {
  private static final long LONGEST = 180;

  @TempDir private Path folder;

  private String finish(String checkpoints) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process child =
        Child.start(
            KilledRun.class, output, List.of(), folder.resolve(checkpoints).toString(), "0");
    boolean ended = child.waitFor(LONGEST, TimeUnit.SECONDS);
    child.destroyForcibly();
    assertTrue(ended, "the run must end by itself");
    assertEquals(0, child.exitValue(), () -> text(output));
    return text(output)
        .lines()
        .filter(line -> line.startsWith("finished"))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Starts a slow run and kills it once it has kept another checkpoint than before. */
  private String killed(String checkpoints, String before)
      throws IOException, InterruptedException {
    Path output = folder.resolve("killed.txt");
    Path run = folder.resolve(checkpoints);
    Process child = Child.start(KilledRun.class, output, List.of(), run.toString(), "20");
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST);
    while (newest(run).equals(before)) {
      assertTrue(child.isAlive() && System.nanoTime() < latest, () -> text(output));
      assertFalse(child.waitFor(5, TimeUnit.MILLISECONDS), () -> text(output));
    }
    child.destroyForcibly().waitFor();
    assertFalse(text(output).contains("finished"), "it was killed on its way");
    return newest(run);
  }

  private static String newest(Path run) throws IOException {
    if (!Files.isDirectory(run)) {
      return "";
    }
    try (Stream<Path> entries = Files.list(run)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.startsWith("step-"))
          .max(String::compareTo)
          .orElse("");
    }
  }

  @Test
  @DisplayName("twice, ends with the weights of one that was left alone, bit for bit")
  void twice() throws IOException, InterruptedException {
    String straight = finish("straight");
    String first = killed("killed", "");
    String second = killed("killed", first);
    assertTrue(second.compareTo(first) > 0, "the second run went on from the first");
    assertEquals(straight, finish("killed"));
  }
}
