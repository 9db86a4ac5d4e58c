package org.attune.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.train.loop.History;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Option;

/** Options for checkpoints and resuming. */
@OptionGroup("Checkpoints")
final class CheckpointOptions {
  /** The subfolder of a run that holds its checkpoints. */
  static final String CHECKPOINTS = "checkpoints";

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Steps between checkpoints (default: 100).")
  private int every = RunOptions.defaults().checkpointEvery();

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Resume the stopped run in this folder; repeat its other options.")
  private Path resume;

  /** Opens a new folder, or that of a stopped run, in which {@code result} is still missing. */
  RunFolder folder(CommonOptions common, String result) {
    runOptions(Path.of(CHECKPOINTS)); // Rejects a bad interval before anything is created.
    if (resume == null) {
      RunFolder fresh = common.folder();
      begin(fresh.path().resolve(CHECKPOINTS));
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
      throw new UncheckedIOException(folder + ": cannot be created (" + e.getMessage() + ").", e);
    }
  }

  /**
   * Rejects a finished run: checkpoints are removed after everything else is written, so a run with
   * checkpoints is unfinished.
   */
  private void requireOpen(RunFolder folder, String result) {
    boolean kept = Files.isDirectory(resume.resolve(CHECKPOINTS));
    InvalidInputException.unless(
        kept || !Files.exists(resume.resolve(result)),
        "%s holds a finished run; there is nothing to continue.",
        resume);
    InvalidInputException.unless(
        kept || folder.isEmpty(),
        "%s holds no checkpoints; it is not the folder of a stopped run.",
        resume);
  }

  /** Returns run options with checkpoints in a folder. */
  RunOptions runOptions(Path folder) {
    return RunOptions.defaults().checkpoints(folder, every);
  }

  /** Returns a message about what a stopped run has left. */
  String stopped(String command, History history, RunFolder folder) {
    int steps = history.steps().size();
    int total = steps == 0 ? 0 : history.steps().get(0).total();
    return String.format(
        "Stopped at step %d of %d, which is saved; continue with the same options and --resume %s"
            + " (attune %s).",
        steps, total, folder.path(), command);
  }
}
