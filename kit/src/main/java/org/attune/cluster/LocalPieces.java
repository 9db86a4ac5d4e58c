package org.attune.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.attune.engine.Workers;
import org.attune.util.InvalidInputException;

/**
 * Runs pieces on the processors of this machine.
 *
 * @param slots how many pieces run at once
 * @param shown whether progress is shown; not within a piece
 */
record LocalPieces(int slots, boolean shown) {
  LocalPieces {
    InvalidInputException.unless(slots > 0, "A cluster needs at least 1 worker, got %d.", slots);
  }

  /** Runs pieces and passes on each result; returns false when interrupted. */
  <T> boolean run(String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each) {
    if (pieces.isEmpty()) {
      return true;
    }
    try (ClusterProgress progress = shown ? new ClusterProgress(what, pieces.size()) : null) {
      List<Supplier<Runnable>> jobs = new ArrayList<>();
      for (int i = 0; i < pieces.size(); i++) {
        int index = i;
        ClusterTask<T> piece = pieces.get(i);
        jobs.add(
            () -> {
              T result = watched(piece, Optional.ofNullable(progress));
              return () -> each.accept(index, result);
            });
      }
      return Workers.run(
          jobs,
          slots,
          result -> {
            result.run();
            Optional.ofNullable(progress).ifPresent(ClusterProgress::arrived);
          });
    }
  }

  private static <T> T watched(ClusterTask<T> piece, Optional<ClusterProgress> progress) {
    String worker = Thread.currentThread().getName().replaceFirst("^attune-worker-", "worker ");
    progress.ifPresent(bar -> bar.started(worker));
    boolean finished = false;
    try {
      T result = piece.run();
      finished = true;
      return result;
    } finally {
      boolean whole = finished;
      progress.ifPresent(
          bar -> {
            if (whole) {
              bar.done(worker);
            } else {
              bar.gaveUp(worker, true);
            }
          });
    }
  }

  @Override
  public String toString() {
    return "this machine, " + slots + (slots == 1 ? " worker" : " workers");
  }
}
