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
import org.attune.progress.MultiRunProgress;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.TrainingCallback;

/**
 * Parallel runs under one progress bar, each with one native thread; shared by sweeps and
 * comparisons.
 *
 * @param what a label for all runs together
 * @param training the share of a run's work that is training
 * @param whole returns whether a run is complete
 * @param <T> the type of a run's result
 */
record ParallelRuns<T>(String what, double training, Predicate<T> whole) {
  /**
   * A run.
   *
   * @param name distinguishes it from the others
   * @param method its training method
   * @param work does the work and reports progress to a callback
   */
  record Job<T>(String name, Method method, Function<TrainingCallback, T> work) {}

  /**
   * Returns how many runs of a start may run at once: one on a GPU, and on a CPU as many as fit
   * into half of the memory.
   */
  static int most(Policy start, int wanted) {
    if (start.model().decoder().weights().device().isGpu()) {
      return 1;
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? fitting(start.model().config().parameters(), machine.getTotalMemorySize(), wanted)
        : wanted;
  }

  /**
   * A run holds weights, gradients, two Adam moments and activations: about eight numbers per
   * weight.
   */
  static int fitting(long parameters, long memory, int wanted) {
    long run = 8 * Float.BYTES * parameters;
    return (int) Math.max(1, Math.min(wanted, memory / 2 / run));
  }

  /**
   * Runs the jobs and passes each result on in the calling thread; a job that was stopped before it
   * had a result gives none.
   *
   * @param before the number of runs finished earlier
   * @param lanes the number of parallel workers
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
    } catch (SamplingInterruptedException stopped) {
      return Optional.empty();
    } finally {
      run.end(finished);
    }
  }
}
