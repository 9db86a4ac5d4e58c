package org.attune.view;

import java.time.Duration;
import java.util.Optional;

/**
 * How fast a job advances, and from that how long it will take.
 *
 * <p>The first unit of a job is often much slower than the rest, because the machine is still
 * warming up, so it counts only while nothing else is known, or where units are slow anyway. A
 * resumed job is measured by what it does itself.
 */
final class Pace {
  private static final long SECOND = 1_000_000_000L;
  private static final long SLOW = 3 * SECOND;
  private static final double TINY = 0.002;

  private final long total;
  private final long start;
  private Mark before; // at the first report
  private Mark first; // after the first unit
  private Mark last;

  /** How much was done at a time in nanoseconds. */
  private record Mark(long done, long time) {}

  /**
   * Starts measuring.
   *
   * @param total the units of the job, or 0 if unknown
   * @param now the time in nanoseconds
   */
  Pace(long total, long now) {
    this.total = total;
    this.start = now;
  }

  /** Notes the units that are done. */
  void reached(long done, long now) {
    last = new Mark(done, now);
    if (before == null) {
      before = last;
    } else if (first == null && done > before.done()) {
      first = last;
    }
  }

  /** Returns the time that the rest will take, or nothing while it is unknown. */
  Optional<Duration> left(long now) {
    if (last == null || total == 0 || last.done() >= total) {
      return Optional.empty();
    }
    boolean further = first != null && last.done() > first.done();
    Mark since = further ? first : before;
    long gained = last.done() - since.done();
    return gained <= 0 || (!further && isTiny(gained))
        ? Optional.empty()
        : Optional.of(
            Duration.ofNanos(
                (long) ((double) (now - since.time()) / gained * (total - last.done()))));
  }

  /**
   * Returns the time from start to end, once a second of steady work has been measured or a slow
   * first unit is done.
   */
  Optional<Duration> whole(long now) {
    boolean steady = first != null && last.done() > first.done() && now - first.time() >= SECOND;
    boolean slow = first != null && first.time() - before.time() >= SLOW;
    return steady || slow
        ? left(now).map(left -> left.plus(Duration.ofNanos(now - start)))
        : Optional.empty();
  }

  /** Returns whether a first unit is so small a part of a job that it mostly shows the warm-up. */
  private boolean isTiny(long gained) {
    return gained < TINY * (total - before.done());
  }
}
