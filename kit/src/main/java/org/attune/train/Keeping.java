package org.attune.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.attune.data.BadInput;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;

/**
 * How a training is watched and kept.
 *
 * @param listener hears of every step
 * @param checkpoints folder for snapshots to resume from, if any
 * @param every steps between snapshots
 * @param moments steps between copies of the policy that stay in memory; 0 keeps none
 * @param taker is handed those copies
 */
public record Keeping(
    StepListener listener,
    Optional<Path> checkpoints,
    int every,
    int moments,
    Consumer<Moment> taker) {
  /** Checks the intervals. */
  public Keeping {
    BadInput.unless(
        every > 0, "Checkpoints are written every so many steps, got %d; try 100.", every);
    BadInput.unless(
        moments >= 0, "Policies are kept every so many steps, got %d; try 20.", moments);
  }

  /** Watches and keeps nothing. */
  public static Keeping nothing() {
    return new Keeping(StepListener.SILENT, Optional.empty(), 100, 0, moment -> {});
  }

  /** Returns the same, with a listener. */
  public Keeping listener(StepListener listener) {
    return new Keeping(listener, checkpoints, every, moments, taker);
  }

  /** Returns the same, with snapshots in a folder; a run found there goes on. */
  public Keeping checkpoints(Path folder, int every) {
    return new Keeping(listener, Optional.of(folder), every, moments, taker);
  }

  /**
   * Returns the same, with the policy as it is after every so many steps: an alignment shows them
   * as its moments. A run that goes on from a checkpoint has only those behind it.
   */
  public Keeping snapshots(int every) {
    return new Keeping(listener, checkpoints, this.every, every, taker);
  }

  /** Returns the same, whose snapshots are handed to somebody. */
  public Keeping handing(Consumer<Moment> other) {
    return new Keeping(listener, checkpoints, every, moments, other);
  }

  /** Returns the same with a listener that takes the snapshots of a model. */
  Keeping watching(LanguageModel model, Layout layout) {
    return moments == 0
        ? this
        : listener(new MomentListener(listener, moments, taker, model, layout));
  }

  /** Returns the same with a listener in place of none; one that was named stays. */
  public Keeping watchedBy(Supplier<StepListener> other) {
    return listener == StepListener.SILENT ? listener(other.get()) : this;
  }

  /** Returns the same with snapshots in a folder below this one's, where there is one. */
  public Keeping below(String name) {
    return new Keeping(
        listener, checkpoints.map(folder -> folder.resolve(name)), every, moments, taker);
  }
}
