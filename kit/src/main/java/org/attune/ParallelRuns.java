package org.attune;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.attune.engine.Workers;
import org.attune.method.Method;
import org.attune.sample.Generator;
import org.attune.train.loop.TrainingCallback;

/**
 * Runs that go on side by side under one bar, each with one native thread: what sweeps and
 * comparisons share.
 *
 * @param what a word for all runs together
 * @param training what share of a run's work its training is
 * @param whole tells whether a run came to its end
 * @param <T> what a run comes to
 */
record ParallelRuns<T>(String what, double training, Predicate<T> whole) {
  /**
   * A run.
   *
   * @param name tells it from the others
   * @param method what it trains by
   * @param work does it, telling a listener how far it is
   */
  record Job<T>(String name, Method method, Function<TrainingCallback, T> work) {}

  /**
   * Returns how many runs of a start may go on at once: a graphics card holds one at a time, and
   * the machine's memory as many as fit into half of it.
   */
  static int most(Policy start, int wanted) {
    if (start.model().decoder().weights().device().isGpu()) {
      return 1;
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? fitting(start.model().config().parameters(), machine.getTotalMemorySize(), wanted)
        : wanted;
  }

  /** A run holds weights, gradients, two moments and activations: some eight numbers a weight. */
  static int fitting(long parameters, long memory, int wanted) {
    long run = 8 * Float.BYTES * parameters;
    return (int) Math.max(1, Math.min(wanted, memory / 2 / run));
  }

  /**
   * Does the jobs and hands on each result in the calling thread; nothing comes of one that the
   * stop button has reached before it had anything to show.
   *
   * @param before how many runs were done earlier
   * @param lanes how many go on at once
   * @return false when the stop button was pressed
   */
  boolean run(int before, List<Job<T>> jobs, int lanes, Consumer<T> results) {
    try (MultiRunProgress bar = new MultiRunProgress(what, before + jobs.size(), before)) {
      List<Supplier<Optional<T>>> lined =
          jobs.stream().map(job -> (Supplier<Optional<T>>) () -> work(job, bar)).toList();
      return lined.isEmpty() || Workers.run(lined, lanes, result -> result.ifPresent(results));
    }
  }

  private Optional<T> work(Job<T> job, MultiRunProgress bar) {
    MultiRunProgress.Run run = bar.new Run(job.name(), job.method().iterations(), training);
    boolean finished = false;
    try {
      T result = job.work().apply(run);
      finished = whole.test(result);
      return Optional.of(result);
    } catch (Generator.Interrupted stopped) {
      return Optional.empty();
    } finally {
      run.end(finished);
    }
  }
}
