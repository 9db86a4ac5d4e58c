package org.attune.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.data.BadInput;
import org.attune.train.History;
import org.attune.train.Keeping;
import picocli.CommandLine.Option;

/** How a run survives being stopped. */
@Titled("Checkpoints")
final class CheckpointOptions {
  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Steps between checkpoints (default: 100).")
  private int every = Keeping.nothing().every();

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run in this folder, which was stopped; repeat its other options.")
  private Path resume;

  /** Opens a new folder, or the one of a stopped run, in which {@code result} is still missing. */
  RunFolder folder(Common common, String result) {
    keeping(Path.of("checkpoints")); // Refuses a bad interval before anything is made.
    if (resume == null) {
      return common.folder();
    }
    BadInput.unless(
        common.wantedFolder().isEmpty(),
        "Give --resume or --out, not both: a resumed run goes on in its own folder.");
    RunFolder folder = RunFolder.reopen(resume);
    BadInput.unless(
        !Files.exists(resume.resolve(result)),
        "%s holds a finished run; there is nothing to go on with.",
        resume);
    BadInput.unless(
        Files.isDirectory(resume.resolve("checkpoints")),
        "%s holds no checkpoints; it is not the folder of a run that was stopped.",
        resume);
    return folder;
  }

  /** Returns how to keep checkpoints in a folder. */
  Keeping keeping(Path folder) {
    return Keeping.nothing().checkpoints(folder, every);
  }

  /** Says what a stopped run leaves behind. */
  String stopped(String command, History history, RunFolder folder) {
    int steps = history.steps().size();
    int total = steps == 0 ? 0 : history.steps().get(0).total();
    return String.format(
        "Stopped at step %d of %d, which is saved; go on with the same options and --resume %s"
            + " (attune %s).",
        steps, total, folder.path(), command);
  }
}
