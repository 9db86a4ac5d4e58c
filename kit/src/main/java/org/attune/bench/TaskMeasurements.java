package org.attune.bench;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * The laps of one task.
 *
 * @param shape the model's name, or an empty text for bare matrix products
 * @param event what was done
 * @param laps at least one, in the order of the rounds
 * @param peak most bytes the process held by the end of the benchmark
 */
record TaskMeasurements(
    String shape, BenchTask.Event event, List<Measurement> laps, OptionalLong peak) {
  /** Returns the median of a figure over rounds. */
  double median(ToDoubleFunction<Measurement> figure) {
    double[] sorted = laps.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns the minimum of a figure over rounds. */
  double least(ToDoubleFunction<Measurement> figure) {
    return laps.stream().mapToDouble(figure).min().orElseThrow();
  }

  /** Returns the maximum of a figure over rounds. */
  double most(ToDoubleFunction<Measurement> figure) {
    return laps.stream().mapToDouble(figure).max().orElseThrow();
  }

  /** Returns the spread of the rounds as a fraction of their median. */
  double spread() {
    return (most(Measurement::millis) - least(Measurement::millis)) / median(Measurement::millis);
  }

  /** Returns whether this row is the machine's peak in a precision. */
  boolean isPeak(String precision) {
    return event.what().equals(MatrixPeak.WHAT) && event.precision().equals(precision);
  }
}
