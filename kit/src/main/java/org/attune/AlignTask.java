package org.attune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.attune.cluster.ClusterTask;
import org.attune.data.TemporaryFolder;
import org.attune.method.Method;
import org.attune.train.loop.RunOptions;
import org.attune.util.FolderContent;

/**
 * One training of a comparison, in another process: its checkpoints travel there and back, so that
 * a repeated comparison goes on from them.
 *
 * @param labels the labelled responses
 * @param method the method with its seed
 * @param start the policy that training starts from
 * @param snapshotEvery steps between snapshots, 0 for none
 * @param dropsAlike whether to leave out comparisons whose responses are identical
 * @param checkpoints the files of earlier checkpoints, if checkpoints are written
 * @param checkpointEvery steps between checkpoints
 */
record AlignTask(
    RewardLabel labels,
    Method method,
    Policy start,
    int snapshotEvery,
    boolean dropsAlike,
    Optional<FolderContent> checkpoints,
    int checkpointEvery)
    implements ClusterTask<AlignTask.Done> {

  /** A training and its checkpoints. */
  record Done(AlignmentResult alignment, Optional<FolderContent> checkpoints) {}

  static AlignTask of(RewardLabel labels, Method method, Policy start, RunOptions options) {
    return new AlignTask(
        labels,
        method,
        start,
        options.snapshotEvery(),
        options.dropsAlike(),
        options.checkpoints().map(FolderContent::of),
        options.checkpointEvery());
  }

  @Override
  public Done run() {
    RunOptions options = RunOptions.defaults().callback(step -> {}).snapshots(snapshotEvery);
    RunOptions own = dropsAlike ? options.droppingAlike() : options;
    return checkpoints
        .map(before -> keeping(own, before))
        .orElseGet(() -> new Done(labels.align(method, start, own), Optional.empty()));
  }

  private Done keeping(RunOptions options, FolderContent before) {
    try {
      Path folder = TemporaryFolder.create("checkpoints");
      try {
        before.writeTo(folder);
        RunOptions own = options.checkpoints(folder, checkpointEvery);
        AlignmentResult alignment = labels.align(method, start, own);
        return new Done(alignment, Optional.of(FolderContent.of(folder)));
      } finally {
        TemporaryFolder.remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The worker cannot write checkpoints.", e);
    }
  }
}
