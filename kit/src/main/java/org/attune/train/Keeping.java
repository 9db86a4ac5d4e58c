package org.attune.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.attune.data.BadInput;

/**
 * How a training is watched and kept.
 *
 * @param listener hears of every step
 * @param checkpoints folder for snapshots to resume from, if any
 * @param every steps between snapshots
 */
public record Keeping(StepListener listener, Optional<Path> checkpoints, int every) {
  /** Checks the interval. */
  public Keeping {
    BadInput.unless(
        every > 0, "Checkpoints are written every so many steps, got %d; try 100.", every);
  }

  /** Watches and keeps nothing. */
  public static Keeping nothing() {
    return new Keeping(StepListener.SILENT, Optional.empty(), 100);
  }

  /** Returns the same, with a listener. */
  public Keeping listener(StepListener listener) {
    return new Keeping(listener, checkpoints, every);
  }

  /** Returns the same, with snapshots in a folder; a run found there goes on. */
  public Keeping checkpoints(Path folder, int every) {
    return new Keeping(listener, Optional.of(folder), every);
  }

  /** Returns the same with a listener in place of none; one that was named stays. */
  public Keeping watchedBy(Supplier<StepListener> other) {
    return listener == StepListener.SILENT ? listener(other.get()) : this;
  }

  /** Returns the same with snapshots in a folder below this one's, where there is one. */
  public Keeping below(String name) {
    return new Keeping(listener, checkpoints.map(folder -> folder.resolve(name)), every);
  }
}
