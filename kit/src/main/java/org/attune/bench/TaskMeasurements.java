package org.attune.bench;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * The laps of one racer.
 *
 * @param shape the model's name, or an empty text for bare matrix products
 * @param event what was done
 * @param laps at least one, in the order of the rounds
 * @param peak most bytes the process held by the end of the race
 */
record TaskMeasurements(
    String shape, BenchTask.Event event, List<Measurement> laps, OptionalLong peak) {
  /** Returns the middle of a figure over rounds. */
  double median(ToDoubleFunction<Measurement> figure) {
    double[] sorted = laps.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns the least of a figure over rounds. */
  double least(ToDoubleFunction<Measurement> figure) {
    return laps.stream().mapToDouble(figure).min().orElseThrow();
  }

  /** Returns the most of a figure over rounds. */
  double most(ToDoubleFunction<Measurement> figure) {
    return laps.stream().mapToDouble(figure).max().orElseThrow();
  }

  /** Returns how far the rounds lie apart, as a part of their median. */
  double spread() {
    return (most(Measurement::millis) - least(Measurement::millis)) / median(Measurement::millis);
  }

  /** Tells whether this row is the machine's peak in a precision. */
  boolean isPeak(String precision) {
    return event.what().equals(MatrixPeak.WHAT) && event.precision().equals(precision);
  }
}
