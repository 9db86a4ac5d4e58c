package org.attune.cli;

import java.nio.file.Path;
import java.util.List;
import org.attune.Dataset;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The rows to learn from. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "JSON Lines files of demonstrations, pairs or rankings (default: the embedded world's"
              + " training pairs).")
  private List<Path> files = List.of();

  @Mixin private ReadingOptions reading;

  /** Returns the rows. */
  Dataset data(Common common) {
    return reading.read(files, "train", common);
  }

  /** Returns other rows, read in the same way. */
  Dataset other(List<Path> others, String embedded, Common common) {
    return reading.read(others, embedded, common);
  }

  /** Returns whether the rows are the embedded world's. */
  boolean embedded() {
    return files.isEmpty();
  }
}
