package org.attune.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /** Returns held-out rows, read in the same way; prompts that train as well are told of. */
  Dataset held(Dataset train, List<Path> files, CommonOptions common) {
    Dataset held = reading.read(files, "test", common);
    Set<String> known = new HashSet<>(train.prompts());
    List<String> asked = held.prompts();
    long both = asked.stream().filter(known::contains).count();
    if (both > 0) {
      common.hold(
          "%d of the %d held-out prompts also train, so the figures are better than those of new prompts; leave them out of one of the files."
              .formatted(both, asked.size()));
    }
    return held;
  }

  /** Returns prompts to judge on: unseen ones of the bundled world, otherwise those of the rows. */
  Dataset asked(Dataset rows, int count) {
    Dataset all =
        bundled() ? Dataset.bundled("prompts").shuffle(1) : Dataset.ofPrompts(rows.prompts());
    return all.take(count);
  }

  /** Returns prompts to judge on; that they are those of the training rows is told. */
  Dataset asked(Dataset rows, int count, CommonOptions common) {
    if (!bundled()) {
      common.hold(
          "Policies are judged on prompts of --data, which also train them, so the results say"
              + " little about new prompts; attune evaluate takes prompts of their own.");
    }
    return asked(rows, count);
  }

  /** Returns whether the rows are the bundled world's. */
  boolean bundled() {
    return files.isEmpty();
  }
}
