package org.attune.cli;

import java.util.List;
import java.util.stream.LongStream;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Option;

/** Option for how often a training is repeated. */
final class SeedsOption {
  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Number of training seeds for each method or setting (default: 1).")
  private int count = 1;

  /** Returns the seeds, starting with the run's own. */
  List<Long> all(CommonOptions common) {
    InvalidInputException.unless(count > 0, "--seeds must be > 0, got %d; try 3.", count);
    return LongStream.range(common.seed(), common.seed() + count).boxed().toList();
  }
}
