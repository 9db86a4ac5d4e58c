package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.attune.Child;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The signal is SIGTERM, which a JVM treats as it does Ctrl-C, but no shell lets it ignore. */
@Timeout(600)
@DisplayName("Claims that are stopped")
final class StoppedClaimsTest {
  private static final String LINE =
      "claims --only O1 --limit 16 --steps 50 --batch-size 8 --seeds 2 --prompts 4 --max-tokens 6 --answers 1";

  @TempDir private Path scratch;

  private String[] words(Path out) {
    List<String> words = new ArrayList<>(List.of(LINE.split(" ", -1)));
    words.addAll(List.of("--model", Fixture.model(scratch).toString(), "--out", out.toString()));
    return words.toArray(String[]::new);
  }

  /** Returns when each training that is kept was finished. */
  private static Map<Path, FileTime> finished(Path out) {
    Map<Path, FileTime> times = new TreeMap<>();
    Path bench = out.resolve("bench");
    if (Files.isDirectory(bench)) {
      try (Stream<Path> files = Files.walk(bench)) {
        for (Path file : files.filter(each -> each.endsWith("seconds.txt")).toList()) {
          times.put(file, Files.getLastModifiedTime(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return times;
  }

  private String stopped(Path out, int trainings) throws IOException, InterruptedException {
    Path output = scratch.resolve("output.txt");
    Process child = Child.start(Attune.class, output, List.of(), words(out));
    while (child.isAlive() && finished(out).size() < trainings) {
      child.waitFor(5, TimeUnit.MILLISECONDS);
    }
    child.destroy();
    assertTrue(child.waitFor(90, TimeUnit.SECONDS), "it did not stop");
    String said = Files.readString(output);
    assertNotEquals(0, child.exitValue(), said);
    assertTrue(said.contains("continues where it stopped, in " + out), said);
    return said;
  }

  @Test
  @DisplayName("name a folder that is there, keep what was finished, and go on from it")
  void stopped() throws IOException, InterruptedException {
    Path out = scratch.resolve("claims");
    String said = stopped(out, 1);
    Map<Path, FileTime> kept = finished(out);
    assertTrue(said.contains(kept.size() + " trained polic"), said);
    Cli.run(words(out)).done();
    Map<Path, FileTime> all = finished(out);
    assertTrue(all.size() > kept.size(), all + " after " + kept);
    kept.forEach((file, time) -> assertEquals(time, all.get(file), "trained again: " + file));
  }
}
