package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.attune.OwnData;
import org.attune.claims.ResponseSpeed;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@DisplayName("The size of the main job")
final class RunSizeTest {
  private static final ResponseSpeed FAST = new ResponseSpeed(0.001, 0.001);
  private static final ResponseSpeed SLOW = new ResponseSpeed(0.004, 0.004);

  @TempDir private Path checkpoints;

  @Command(name = "job")
  private static final class Job {
    @Mixin private SizeOption sizes;

    @Option(names = "--out")
    private String out;

    @Option(names = "--steps")
    private int steps;
  }

  private static SizeOption with(String... words) {
    Job job = new Job();
    new CommandLine(job).parseArgs(words);
    return job.sizes;
  }

  private static ResponseSpeed refused() {
    throw new AssertionError("measured");
  }

  @Test
  @DisplayName("shrinks with the speed of the machine, never below the smallest")
  void fitting() {
    Set<RunSize> chosen = EnumSet.noneOf(RunSize.class);
    List<RunSize> all = List.of(RunSize.values());
    RunSize before = RunSize.FULL;
    for (double millis = 0.5; millis < 200; millis *= 1.2) {
      ResponseSpeed speed = new ResponseSpeed(millis / 1000, millis / 1000);
      RunSize size = RunSize.fitting(speed);
      assertTrue(size.compareTo(before) >= 0, size + " after " + before);
      assertTrue(size == RunSize.EIGHTH || size.duration(speed).toMillis() <= 180_000);
      if (size != RunSize.FULL) {
        RunSize larger = all.get(all.indexOf(size) - 1);
        assertTrue(larger.duration(speed).toMillis() > 180_000, size + " at " + millis);
      }
      chosen.add(size);
      before = size;
    }
    assertEquals(EnumSet.allOf(RunSize.class), chosen);
  }

  @Test
  @DisplayName("is measured once, kept for a resumed run, and told with its time")
  void measured() throws IOException {
    SizeOption.Choice first = with("--out", "x").choose(checkpoints, () -> SLOW);
    assertEquals(RunSize.fitting(SLOW), first.size());
    assertFalse(first.size() == RunSize.FULL);
    assertTrue(first.text().contains("on this machine"), first.text());
    assertTrue(first.text().contains("--full"), first.text());
    String reason = first.reason();
    assertTrue(reason.contains("4.00 ms to learn from a response"), reason);
    SizeOption.Choice again = with().choose(checkpoints, RunSizeTest::refused);
    assertEquals(first.size(), again.size());
    assertFalse(again.given(), "the command that repeats it must name it");
    Files.writeString(checkpoints.resolve("size.txt"), "gigantic");
    assertThrows(
        InvalidInputException.class, () -> with().choose(checkpoints, RunSizeTest::refused));
  }

  @Test
  @DisplayName("is not measured where options say it, or where an older run is resumed")
  void given() throws IOException {
    assertEquals(RunSize.QUARTER, with("--size", "QUARTER").choose(checkpoints, () -> FAST).size());
    assertEquals(RunSize.FULL, with("--full").choose(checkpoints, RunSizeTest::refused).size());
    assertEquals(
        RunSize.FULL, with("--steps", "3").choose(checkpoints, RunSizeTest::refused).size());
    Files.writeString(checkpoints.resolve("step-100"), "of an older version");
    assertEquals(RunSize.FULL, with().choose(checkpoints, RunSizeTest::refused).size());
    assertFalse(Files.exists(checkpoints.resolve("size.txt")));
  }

  @Test
  @DisplayName("is refused where it contradicts itself or would have no effect")
  void refuses() {
    Cli.run("run", "--full", "--size", "half").refused("--full", "--size half");
    Cli.run("run --full --data", OwnData.file("pairs.jsonl")).refused("--full", "no effect");
  }
}
