package org.attune.claims;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.attune.AlignmentResult;
import org.attune.Policy;
import org.attune.cluster.ClusterTask;
import org.attune.data.TemporaryFolder;
import org.attune.train.loop.RunOptions;
import org.attune.util.FolderContent;

/**
 * One run of the ledger, wherever it runs.
 *
 * @param work the training, which may write files into the folder that it is given
 * @param snapshots steps between snapshots, 0 for none
 */
record RunTask(RunTask.Work work, int snapshots) implements ClusterTask<Optional<RunTask.Ran>> {
  /** How a run trains; it may do so in another process, in a folder of its own. */
  interface Work extends Serializable {
    AlignmentResult train(RunOptions runOptions, Path folder);
  }

  /**
   * What a run gave.
   *
   * @param kept the snapshots, or the final policy alone
   * @param seconds its duration
   * @param files what it wrote
   */
  record Ran(List<Policy> kept, double seconds, FolderContent files) {}

  @Override
  public Optional<Ran> run() {
    try {
      Path folder = TemporaryFolder.create("run");
      try {
        return run(folder);
      } finally {
        TemporaryFolder.remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A run cannot write its files.", e);
    }
  }

  private Optional<Ran> run(Path folder) {
    RunOptions plain = RunOptions.defaults().callback(step -> {}).withoutHeldOutLoss();
    AlignmentResult run = work.train(snapshots > 0 ? plain.snapshots(snapshots) : plain, folder);
    if (!run.finished()) {
      return Optional.empty();
    }
    List<Policy> kept = run.snapshots().isEmpty() ? List.of(run.policy()) : run.snapshots();
    return Optional.of(new Ran(kept, run.seconds(), FolderContent.of(folder)));
  }
}
