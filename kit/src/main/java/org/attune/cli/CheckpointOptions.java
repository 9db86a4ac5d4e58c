package org.attune.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.History;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import org.attune.util.WriteFailure;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options for checkpoints and resuming. */
@OptionGroup("Checkpoints")
final class CheckpointOptions {
  private static final int STOPPED = 1;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Steps between checkpoints (default: 100).")
  private int every = RunOptions.defaults().checkpointEvery();

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      converter = StoppedRun.class,
      description = "Resume the stopped run in this folder; repeat its other options.")
  private Path resume;

  /** Rejects a run that is not there while options are read, before anything is loaded. */
  static final class StoppedRun implements ITypeConverter<Path> {
    @Override
    public Path convert(String folder) {
      Path path = Path.of(folder);
      if (!Files.isDirectory(path)) {
        throw new TypeConversionException(
            path
                + (Files.exists(path) ? " is a file" : ": the run folder does not exist")
                + "; give the folder in runs/ that the stopped run named");
      }
      return path;
    }
  }

  /**
   * Does a command's work in a new folder, or in that of a stopped run, in which {@code result} is
   * still missing. Work that is stopped while it samples or writes tells how to continue.
   *
   * @param work returns the exit code
   */
  int inFolder(CommonOptions common, String result, ToIntFunction<RunFolder> work) {
    try (RunFolder folder = folder(common, result)) {
      try {
        return work.applyAsInt(folder);
      } catch (SamplingInterruptedException e) {
        return stopped(common, folder, "");
      } catch (UncheckedIOException e) {
        if (e.getCause() instanceof ClosedByInterruptException) {
          return stopped(common, folder, "while writing");
        }
        throw e;
      }
    }
  }

  private RunFolder folder(CommonOptions common, String result) {
    RunOptions.defaults().checkpoints(Path.of(""), every); // Rejects a bad interval at once.
    if (resume == null) {
      RunFolder fresh = common.folder();
      begin(fresh.checkpoints());
      return fresh;
    }
    InvalidInputException.unless(
        common.wantedFolder().isEmpty(),
        "Give --resume or --out, not both: a resumed run continues in its own folder.");
    RunFolder folder = RunFolder.reopen(resume);
    try {
      requireOpen(folder, result);
      return folder;
    } catch (InvalidInputException e) {
      folder.close();
      throw e;
    }
  }

  /** Makes the folder that marks a run as unfinished: killed from here on, it can be resumed. */
  private static void begin(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new WriteFailure(folder, "cannot be created", e);
    }
  }

  /**
   * Rejects a finished run: checkpoints are removed after everything else is written, so a run with
   * checkpoints is unfinished.
   */
  private void requireOpen(RunFolder folder, String result) {
    boolean kept = Files.isDirectory(folder.checkpoints());
    InvalidInputException.unless(
        kept || !Files.exists(resume.resolve(result)),
        "%s holds a finished run; there is nothing to continue.",
        resume);
    InvalidInputException.unless(
        kept || folder.isEmpty(),
        "%s holds no checkpoints; it is not the folder of a stopped run.",
        resume);
  }

  /** Returns run options with checkpoints in a run's folder. */
  RunOptions runOptions(RunFolder folder) {
    return RunOptions.defaults().checkpoints(folder.checkpoints(), every);
  }

  /** Tells after which step a training was stopped and how to continue; returns the exit code. */
  static int stopped(CommonOptions common, RunFolder folder, History history) {
    int steps = history.steps().size();
    String where =
        steps == 0
            ? "before the first step"
            : "at step %d of %d".formatted(steps, history.steps().get(0).total());
    return stopped(common, folder, where);
  }

  /**
   * Tells that a run was stopped and how to continue; returns the exit code.
   *
   * @param where what it was doing, such as "while training the reward model"; may be empty
   */
  static int stopped(CommonOptions common, RunFolder folder, String where) {
    common.note(
        ("Stopped " + where).strip()
            + (folder.isUnused()
                ? "; nothing was saved yet."
                : ". To continue, repeat the options and add --resume " + folder.path() + "."));
    return STOPPED;
  }
}
