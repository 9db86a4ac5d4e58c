package org.attune.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.attune.Child;
import org.attune.util.ResidentMemory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs for many minutes and therefore only when asked for: {@code ./mvnw verify -Psoak}.
 *
 * <p>The heap is fixed and touched beforehand and the compiler's second tier is off, so that what
 * grows is native memory.
 */
@Tag("soak")
@DisplayName("Resident memory, soaked")
final class SoakTest {
  /**
   * What may be gained from the second tenth of a run to its last. The smallest native array with
   * what manages it takes about half a kilobyte, so forgetting one a step would gain more than this
   * in 9,000 steps; of 500 rollouts or 3,000 evaluations it takes 10 or 1.5 KB each. What the Java
   * machine and the engine's store of prepared products still gained came to less than 3 MB.
   */
  private static final long TOLERANCE = 4L << 20;

  private static final List<String> FIXED =
      List.of(
          "-Xms192m",
          "-Xmx192m",
          "-XX:+AlwaysPreTouch",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"train, 10000", "ppo, 500", "grpo, 500", "evaluate, 3000"})
  @DisplayName("is flat after the first tenth")
  void flat(String job, String times) throws IOException, InterruptedException {
    long gained = gained(job, times);
    System.out.printf("soak: %s, %s times, gained %,d bytes%n", job, times, gained);
    assertTrue(gained < TOLERANCE, job + " gained " + gained + " bytes");
  }

  @Test
  @DisplayName("shows a kilobyte that is forgotten each time")
  void leak() throws IOException, InterruptedException {
    long gained = gained("leak", "10000");
    assertTrue(gained > TOLERANCE, "9 MB were forgotten, but it gained " + gained + " bytes");
  }

  @Test
  @DisplayName("of 500 short alignments, answers, saves and loads ends within a tenth of its third")
  void sessions() throws IOException, InterruptedException {
    long[] samples = samples("sessions", "500");
    long third = median(samples, 30);
    long end = median(samples, 90);
    System.out.printf("soak: sessions, from %,d to %,d bytes%n", third, end);
    assertTrue(end <= 1.1 * third, "from " + third + " to " + end + " bytes");
  }

  private long gained(String job, String times) throws IOException, InterruptedException {
    long[] samples = samples(job, times);
    return median(samples, 90) - median(samples, 10);
  }

  private long[] samples(String job, String times) throws IOException, InterruptedException {
    assumeTrue(
        ResidentMemory.now().isPresent(), "SKIPPED: the system does not tell resident memory");
    Path output = folder.resolve(job + ".txt");
    Process child = Child.start(Soak.class, output, FIXED, job, times);
    boolean ended = child.waitFor(30, TimeUnit.MINUTES);
    child.destroyForcibly();
    String text = Files.readString(output);
    assertTrue(ended && child.exitValue() == 0, text);
    long[] samples =
        text.lines()
            .filter(line -> line.startsWith(Soak.SAMPLE))
            .mapToLong(line -> Long.parseLong(line.substring(Soak.SAMPLE.length())))
            .toArray();
    assertEquals(100, samples.length, text);
    return samples;
  }

  /** Returns the middle of ten samples. */
  private static long median(long[] samples, int from) {
    long[] part = Arrays.copyOfRange(samples, from, from + 10);
    Arrays.sort(part);
    return part[5];
  }
}
