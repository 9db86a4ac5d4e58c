package org.attune.cli;

import java.nio.file.Path;
import java.util.List;
import org.attune.Dataset;
import org.attune.data.ResponseSelection;
import org.attune.train.loop.RunOptions;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for the training rows. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "JSON Lines, CSV or Parquet files of demonstrations, pairs or rankings (default: the"
              + " bundled world's training pairs).")
  private List<Path> files = List.of();

  @Option(
      names = "--responses",
      paramLabel = "K",
      description = "Use at most K responses of each ranking (default: all).")
  private Integer responses;

  @Option(
      names = "--pick",
      paramLabel = "RULE",
      description = "Which K to use: best, spread or extremes (default: spread).")
  private ResponseSelection pick;

  @Option(
      names = "--drop-alike",
      description =
          "Skip comparisons whose responses are identical, in the file or after truncation"
              + " to the context.")
  private boolean dropAlike;

  @Mixin private FileReadOptions reading;

  /** Returns the rows. */
  Dataset data(CommonOptions common) {
    InvalidInputException.unless(
        pick == null || responses != null,
        "--pick says which --responses to take of each ranking; say how many, such as --responses"
            + " 4.");
    Dataset read = reading.read(files, "train", common);
    Dataset rows = dropAlike ? read.withoutAlike() : read;
    return responses == null
        ? rows
        : rows.takeResponses(responses, pick == null ? ResponseSelection.SPREAD : pick);
  }

  /** Returns run options that exclude what was requested. */
  RunOptions runOptions(RunOptions runOptions) {
    return dropAlike ? runOptions.droppingAlike() : runOptions;
  }

  /** Returns other rows, read in the same way. */
  Dataset other(List<Path> others, String bundled, CommonOptions common) {
    return reading.read(others, bundled, common);
  }

  /** Returns prompts to judge on: unseen ones of the bundled world, otherwise those of the rows. */
  Dataset asked(Dataset rows, int count) {
    Dataset all =
        bundled() ? Dataset.bundled("prompts").shuffle(1) : Dataset.ofPrompts(rows.prompts());
    return all.take(count);
  }

  /** Returns whether the rows are the bundled world's. */
  boolean bundled() {
    return files.isEmpty();
  }
}
