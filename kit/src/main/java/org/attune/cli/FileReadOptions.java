package org.attune.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.attune.Dataset;
import org.attune.data.ReadOptions;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Option;

/** Options for reading files of rows. */
@OptionGroup("Reading")
final class FileReadOptions {
  @Option(
      names = "--skip-bad-lines",
      description = "Skip and count bad lines instead of stopping at the first.")
  private boolean skip;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Read only the first N rows (default: all).")
  private Integer limit;

  @Option(
      names = "--column",
      paramLabel = "ROLE=NAME",
      description =
          "The column that has a role, such as prompt=ask; the roles are prompt, response,"
              + " chosen, rejected, responses, scores, score, rank, label, messages, margin, system,"
              + " history and preferred (which of two responses).")
  private Map<String, String> columns = Map.of();

  @Option(
      names = "--ignore",
      paramLabel = "NAME",
      split = ",",
      description =
          "Columns to leave out; one that nothing reads and that looks like a label, a score, a"
              + " system message or earlier turns is an error otherwise.")
  private List<String> ignored = List.of();

  /** Reads files, or a part of the bundled world if there are none. */
  Dataset read(List<Path> files, String bundled, CommonOptions common) {
    InvalidInputException.unless(
        limit == null || limit > 0, "--limit must be > 0, got %s; try 1000.", limit);
    if (files.isEmpty()) {
      Dataset world = Dataset.bundled(bundled);
      return limit == null ? world : world.take(limit);
    }
    Dataset read = Dataset.load(files, reading());
    read.notes().forEach(common::hold);
    for (String name : ignored) {
      if (!read.ignoredColumns().contains(name)) {
        common.hold("No row has the column \"" + name + "\" that --ignore names.");
      }
    }
    return read;
  }

  private ReadOptions reading() {
    ReadOptions reading = skip ? ReadOptions.skippingBadLines() : ReadOptions.strict();
    for (Map.Entry<String, String> column : columns.entrySet()) {
      reading = reading.column(column.getKey(), column.getValue());
    }
    reading = reading.ignoring(ignored.toArray(String[]::new));
    return limit == null ? reading : reading.limit(limit);
  }
}
