package org.attune.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.History;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@DisplayName("A command with checkpoints that is stopped")
final class CheckpointOptionsTest {
  @TempDir private Path scratch;

  @Command(name = "job")
  private static final class Job {
    @Mixin private CheckpointOptions checkpoints;
    @Mixin private CommonOptions common;
  }

  private final Job job = new Job();

  /** Does a job in a folder; returns what it says, after its exit code. */
  private String said(Path out, ToIntFunction<RunFolder> work) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(job).setErr(new PrintWriter(err, true));
    line.parseArgs("--out", out.toString());
    int code = job.checkpoints.inFolder(job.common, "report.html", work);
    return code + " " + err.toString().strip();
  }

  @Test
  @DisplayName("says how to continue it, and where it was stopped")
  void continued() {
    stops("", folder -> CheckpointOptions.stopped(job.common, folder, "at work"), " at work");
    stops("sampling", new SamplingInterruptedException(), "");
    stops("writing", new UncheckedIOException(new ClosedByInterruptException()), " while writing");
  }

  private void stops(String name, RuntimeException exception, String where) {
    stops(
        name,
        folder -> {
          throw exception;
        },
        where);
    assertTrue(Files.isDirectory(scratch.resolve("run" + name + "/checkpoints")), "unfinished");
  }

  /** Checks what a job says that saves a part and is then stopped. */
  private void stops(String name, ToIntFunction<RunFolder> end, String where) {
    Path out = scratch.resolve("run" + name);
    assertEquals(
        "1 Stopped" + where + ". To continue, repeat the options and add --resume " + out + ".",
        said(
            out,
            folder -> {
              folder.text("part.txt", "1");
              return end.applyAsInt(folder);
            }));
  }

  @Test
  @DisplayName("offers no folder that is gone, because nothing was saved")
  void unused() {
    Path out = scratch.resolve("run");
    assertEquals(
        "1 Stopped before the first step; nothing was saved yet.",
        said(out, folder -> CheckpointOptions.stopped(job.common, folder, new History(List.of()))));
    assertFalse(Files.exists(out));
  }
}
