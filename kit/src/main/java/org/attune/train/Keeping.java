package org.attune.train;

import java.nio.file.Path;
import java.util.Optional;
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
}
