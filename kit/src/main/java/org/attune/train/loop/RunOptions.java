package org.attune.train.loop;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.attune.method.Validation;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.util.InvalidInputException;

/**
 * The options of a run: callback, checkpoints and snapshots.
 *
 * @param callback called after every step
 * @param checkpoints the folder to write checkpoints to and to resume from, if any
 * @param checkpointEvery steps between checkpoints
 * @param snapshotEvery steps between snapshots of the policy, which stay in memory; 0 for none
 * @param snapshotConsumer receives the snapshots
 * @param dropsAlike whether to leave out comparisons whose responses are identical
 * @param heldOutLoss whether to measure the held-out loss; early stopping and keeping the best
 *     weights measure it in any case
 */
public record RunOptions(
    TrainingCallback callback,
    Optional<Path> checkpoints,
    int checkpointEvery,
    int snapshotEvery,
    Consumer<Snapshot> snapshotConsumer,
    boolean dropsAlike,
    boolean heldOutLoss) {
  /** Checks the intervals. */
  public RunOptions {
    InvalidInputException.unless(
        checkpointEvery > 0,
        "The number of steps between checkpoints must be > 0, got %d; try 100.",
        checkpointEvery);
    InvalidInputException.unless(
        snapshotEvery >= 0,
        "The number of steps between snapshots must be >= 0, got %d; try 20.",
        snapshotEvery);
  }

  /** Returns options without callback, checkpoints or snapshots. */
  public static RunOptions defaults() {
    return new RunOptions(
        TrainingCallback.SILENT, Optional.empty(), 100, 0, snapshot -> {}, false, true);
  }

  /** Returns these options with another callback. */
  public RunOptions callback(TrainingCallback callback) {
    return new RunOptions(
        callback,
        checkpoints,
        checkpointEvery,
        snapshotEvery,
        snapshotConsumer,
        dropsAlike,
        heldOutLoss);
  }

  /** Returns these options with checkpoints in a folder; a run found there is resumed. */
  public RunOptions checkpoints(Path folder, int every) {
    return new RunOptions(
        callback,
        Optional.of(folder),
        every,
        snapshotEvery,
        snapshotConsumer,
        dropsAlike,
        heldOutLoss);
  }

  /**
   * Returns these options with a snapshot of the policy after every {@code every} steps, which
   * {@code AlignmentResult.snapshots()} returns. A resumed run has only the snapshots taken after
   * its checkpoint.
   */
  public RunOptions snapshots(int every) {
    return new RunOptions(
        callback, checkpoints, checkpointEvery, every, snapshotConsumer, dropsAlike, heldOutLoss);
  }

  /** Returns these options with another consumer of snapshots. */
  public RunOptions onSnapshot(Consumer<Snapshot> other) {
    return new RunOptions(
        callback, checkpoints, checkpointEvery, snapshotEvery, other, dropsAlike, heldOutLoss);
  }

  /**
   * Returns these options without comparisons whose responses are identical, in the data or after
   * truncation to the context.
   */
  public RunOptions droppingAlike() {
    return new RunOptions(
        callback, checkpoints, checkpointEvery, snapshotEvery, snapshotConsumer, true, heldOutLoss);
  }

  /**
   * Returns these options without a held-out loss, for runs whose history nobody reads. The same
   * prompts are held out, so that the steps and the policy are the same.
   */
  public RunOptions withoutHeldOutLoss() {
    return new RunOptions(
        callback, checkpoints, checkpointEvery, snapshotEvery, snapshotConsumer, dropsAlike, false);
  }

  /** Returns whether a run with this validation measures its held-out loss. */
  public boolean measures(Validation validation) {
    return heldOutLoss || validation.decides();
  }

  /** Returns these options with a callback that also takes snapshots of a model. */
  public RunOptions watching(LanguageModel model, PromptTemplate layout) {
    return snapshotEvery == 0
        ? this
        : callback(new SnapshotListener(callback, snapshotEvery, snapshotConsumer, model, layout));
  }

  /** Returns these options with a default callback; one that was set is kept. */
  public RunOptions defaultListener(Supplier<TrainingCallback> other) {
    return callback == TrainingCallback.SILENT ? callback(other.get()) : this;
  }

  /**
   * Returns these options with checkpoints in a subfolder of the checkpoint folder, if there is
   * one.
   */
  public RunOptions subfolder(String name) {
    return new RunOptions(
        callback,
        checkpoints.map(folder -> folder.resolve(name)),
        checkpointEvery,
        snapshotEvery,
        snapshotConsumer,
        dropsAlike,
        heldOutLoss);
  }
}
