package org.attune.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.attune.sample.SamplingInterruptedException;

/**
 * Runs tasks in alternation, round after round, so that a machine that becomes slower affects all
 * of them equally.
 *
 * <p>Each task first runs once as an uncounted warm-up, which also determines how many runs make a
 * lap that is long enough to be timed.
 */
final class AlternatingRuns {
  private static final double LAP_SECONDS = 0.2;
  private static final int MOST_RUNS = 50;

  private final List<BenchTask> racers;
  private final DoubleConsumer progress;

  /** Prepares the tasks; {@code progress} is called with the finished fraction. */
  AlternatingRuns(List<BenchTask> racers, DoubleConsumer progress) {
    this.racers = racers;
    this.progress = progress;
  }

  /** Returns what the tasks do, in their order. */
  List<BenchTask.Event> events() {
    return racers.stream().map(BenchTask::event).toList();
  }

  /**
   * The laps of each task, in their order, and whether all rounds were run. Either each task has at
   * least one lap, or there are no laps.
   */
  record Finish(List<List<Measurement>> laps, boolean complete) {}

  /** Runs the rounds; an interrupt ends them and keeps what is finished. */
  Finish run(int rounds) {
    List<List<Measurement>> laps = new ArrayList<>();
    racers.forEach(racer -> laps.add(new ArrayList<>()));
    boolean complete = rounds(rounds, laps);
    // A task without a lap cannot be compared with others that have one.
    boolean comparable = laps.stream().noneMatch(List::isEmpty);
    return new Finish(comparable ? laps.stream().map(List::copyOf).toList() : List.of(), complete);
  }

  private boolean rounds(int rounds, List<List<Measurement>> laps) {
    try {
      int[] runs = racers.stream().mapToInt(this::warm).toArray();
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < runs.length; i++) {
          laps.get(i).add(lap(racers.get(i), runs[i]));
          progress.accept((1.0 + round + (i + 1.0) / runs.length) / (rounds + 1));
        }
      }
      return true;
    } catch (BenchTask.Stopped | SamplingInterruptedException stopped) {
      return false;
    }
  }

  private int warm(BenchTask racer) {
    double seconds = lap(racer, 1).seconds();
    return (int) Math.max(1, Math.min(MOST_RUNS, Math.ceil(LAP_SECONDS / seconds)));
  }

  private static Measurement lap(BenchTask racer, int runs) {
    if (Thread.interrupted()) {
      throw new BenchTask.Stopped();
    }
    return racer.laps().run(runs);
  }
}
