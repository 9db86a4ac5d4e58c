package org.attune.cli;

import java.nio.file.Path;
import java.util.List;
import org.attune.Dataset;
import org.attune.data.ReadOptions;
import picocli.CommandLine.Option;

/** How files of rows are read. */
@OptionGroup("Reading")
final class FileReadOptions {
  @Option(
      names = "--skip-bad-lines",
      description = "Pass over bad lines and count them, rather than stop at the first.")
  private boolean skip;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Read only the first N rows (default: all).")
  private Integer limit;

  /** Reads files, or takes a part of the embedded world when there are none. */
  Dataset read(List<Path> files, String embedded, CommonOptions common) {
    if (files.isEmpty()) {
      Dataset world = Dataset.bundled(embedded);
      return limit == null ? world : world.take(limit);
    }
    ReadOptions reading = skip ? ReadOptions.skippingBadLines() : ReadOptions.strict();
    Dataset read = Dataset.load(files, limit == null ? reading : reading.limit(limit));
    if (read.skipped() > 0) {
      common.note(
          (read.skipped() == 1
                  ? "1 bad line was skipped: "
                  : read.skipped() + " bad lines were skipped, first: ")
              + read.skippedLines().get(0));
    }
    return read;
  }
}
