package org.attune;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.attune.train.loop.RunOptions;

/** A training that lives in a folder: loaded if it is whole, and otherwise begun or resumed. */
record KeptRun(Path folder) {
  private static final int CHECKPOINT_EVERY = 50;

  static KeptRun in(Path folder) {
    return new KeptRun(folder);
  }

  /**
   * Returns the run.
   *
   * @param settings all settings of the method, by which a run is recognised
   * @param options the options of the run; its checkpoints go into the folder
   * @param training runs with options that hold the checkpoints
   */
  AlignmentResult get(
      String settings,
      String dataHash,
      Policy start,
      RunOptions options,
      Function<RunOptions, AlignmentResult> training) {
    Optional<AlignmentResult> whole = AlignmentFiles.same(folder, settings, dataHash, start);
    if (whole.isPresent()) {
      return whole.get();
    }
    Path checkpoints = folder.resolve(AlignmentFiles.CHECKPOINTS);
    AlignmentResult run = training.apply(options.checkpoints(checkpoints, CHECKPOINT_EVERY));
    if (run.finished()) {
      AlignmentFiles.save(run, folder);
    }
    return run;
  }
}
