package org.attune.bench;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.attune.model.LanguageModel;
import org.attune.util.InvalidInputException;
import org.attune.util.ResidentMemory;
import org.attune.view.ProgressBar;

/**
 * Benchmarks models with random weights: all tasks of one shape run in alternation, together with
 * bare matrix products, so that compared measurements were taken under the same conditions.
 *
 * @param what what to measure
 * @param batches batch sizes of generation
 * @param reference whether the readable decoder runs as well as the fast one
 * @param rounds how often each task is timed
 * @param device the device of the models
 */
public record Bench(
    Set<BenchTarget> what, List<Integer> batches, boolean reference, int rounds, Device device) {
  private static final long SEED = 1;

  /** Checks the counts. */
  public Bench {
    what = Set.copyOf(what);
    batches = List.copyOf(batches);
    InvalidInputException.unless(rounds > 0, "The rounds must be > 0, got %d; try 5.", rounds);
    InvalidInputException.unless(
        batches.stream().allMatch(batch -> batch > 0),
        "The batches to generate must be > 0, got %s; try 1,16.",
        batches);
  }

  /** Measures shapes in order; an interrupt ends it with what is finished. */
  public BenchResults run(List<BenchShape> shapes) {
    if (!reference && Collections.disjoint(what, BenchTarget.TASKS)) {
      return new BenchResults(List.of(), !Thread.interrupted());
    }
    List<TaskMeasurements> results = new ArrayList<>();
    boolean complete = true;
    double all = shapes.stream().mapToDouble(Bench::weight).sum();
    double before = 0;
    try (ProgressBar bar = ProgressBar.uncounted("bench", 100)) {
      bar.update(0);
      for (BenchShape shape : shapes) {
        double done = before;
        AlternatingRuns race =
            new AlternatingRuns(
                racers(shape),
                part ->
                    bar.update(
                        Math.round(100 * (done + part * weight(shape)) / all), shape.name()));
        complete = complete && race(shape, race, results);
        before += weight(shape);
      }
    }
    return new BenchResults(results, complete);
  }

  /** Returns why requested measurements are not made on this machine, one sentence each. */
  public List<String> leftOut() {
    return what.contains(BenchTarget.PEAK)
        ? MatrixPeak.leftOut(device).stream().toList()
        : List.of();
  }

  private boolean race(BenchShape shape, AlternatingRuns race, List<TaskMeasurements> results) {
    List<BenchTask.Event> events = race.events();
    AlternatingRuns.Finish finish = race.run(rounds);
    OptionalLong peak = ResidentMemory.peak();
    for (int i = 0; i < finish.laps().size(); i++) {
      boolean bare = events.get(i).what().equals(MatrixPeak.WHAT);
      String name = bare ? "" : shape.name();
      results.add(new TaskMeasurements(name, events.get(i), finish.laps().get(i), peak));
    }
    return finish.complete();
  }

  /** Estimates the relative time of a shape: a constant per lap, plus more for large models. */
  private static double weight(BenchShape shape) {
    return 3 + FlopCount.step(shape.config(), shape.tokens(), shape.tokens(), shape.time()) / 5e10;
  }

  private List<BenchTask> racers(BenchShape shape) {
    List<BenchTask> racers = new ArrayList<>();
    if (what.contains(BenchTarget.PEAK)) {
      racers.addAll(MatrixPeak.racers(device));
    }
    if (what.contains(BenchTarget.PRODUCTS)) {
      racers.addAll(ShapeProducts.racers(shape, device));
    }
    LanguageModel model = shape.model(SEED, device);
    if (what.contains(BenchTarget.TRAIN)) {
      StepBenchmarks steps = new StepBenchmarks(shape, model);
      racers.add(steps.sft());
      racers.add(steps.dpo());
    }
    if (reference) {
      racers.addAll(DecoderBenchmarks.racers(shape, model));
    }
    racers.addAll(readers(new InferenceBenchmarks(shape, model)));
    return racers;
  }

  private List<BenchTask> readers(InferenceBenchmarks readers) {
    List<BenchTask> racers = new ArrayList<>();
    if (what.contains(BenchTarget.SCORE)) {
      racers.add(readers.score());
    }
    if (what.contains(BenchTarget.REWARD)) {
      racers.add(readers.reward());
    }
    if (what.contains(BenchTarget.GENERATE)) {
      batches.forEach(batch -> racers.add(readers.generate(batch)));
    }
    return racers;
  }
}
