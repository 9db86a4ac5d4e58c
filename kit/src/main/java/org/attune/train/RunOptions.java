package org.attune.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.util.InvalidInputException;

/**
 * How a training is watched and kept.
 *
 * @param listener hears of every step
 * @param checkpoints folder for snapshots to resume from, if any
 * @param every steps between snapshots
 * @param moments steps between copies of the policy that stay in memory; 0 keeps none
 * @param taker is handed those copies
 */
public record RunOptions(
    TrainingCallback listener,
    Optional<Path> checkpoints,
    int every,
    int moments,
    Consumer<Snapshot> taker) {
  /** Checks the intervals. */
  public RunOptions {
    InvalidInputException.unless(
        every > 0, "Checkpoints are written every so many steps, got %d; try 100.", every);
    InvalidInputException.unless(
        moments >= 0, "Policies are kept every so many steps, got %d; try 20.", moments);
  }

  /** Watches and keeps nothing. */
  public static RunOptions defaults() {
    return new RunOptions(TrainingCallback.SILENT, Optional.empty(), 100, 0, moment -> {});
  }

  /** Returns the same, with a listener. */
  public RunOptions listener(TrainingCallback listener) {
    return new RunOptions(listener, checkpoints, every, moments, taker);
  }

  /** Returns the same, with snapshots in a folder; a run found there goes on. */
  public RunOptions checkpoints(Path folder, int every) {
    return new RunOptions(listener, Optional.of(folder), every, moments, taker);
  }

  /**
   * Returns the same, with the policy as it is after every so many steps: an alignment shows them
   * as its moments. A run that goes on from a checkpoint has only those behind it.
   */
  public RunOptions snapshots(int every) {
    return new RunOptions(listener, checkpoints, this.every, every, taker);
  }

  /** Returns the same, whose snapshots are handed to somebody. */
  public RunOptions onSnapshot(Consumer<Snapshot> other) {
    return new RunOptions(listener, checkpoints, every, moments, other);
  }

  /** Returns the same with a listener that takes the snapshots of a model. */
  RunOptions watching(LanguageModel model, PromptTemplate layout) {
    return moments == 0
        ? this
        : listener(new SnapshotListener(listener, moments, taker, model, layout));
  }

  /** Returns the same with a listener in place of none; one that was named stays. */
  public RunOptions defaultListener(Supplier<TrainingCallback> other) {
    return listener == TrainingCallback.SILENT ? listener(other.get()) : this;
  }

  /** Returns the same with snapshots in a folder below this one's, where there is one. */
  public RunOptions subfolder(String name) {
    return new RunOptions(
        listener, checkpoints.map(folder -> folder.resolve(name)), every, moments, taker);
  }
}
