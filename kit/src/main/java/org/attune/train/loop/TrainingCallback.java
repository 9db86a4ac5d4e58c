package org.attune.train.loop;

/**
 * A callback for every optimiser step, on the training thread, such as a progress bar or a live
 * chart.
 */
@FunctionalInterface
public interface TrainingCallback {
  /** A callback that does nothing. */
  TrainingCallback SILENT = step -> {};

  /** Called after each step. */
  void on(StepMetrics step);

  /** Called with the progress of work before the first step, such as scoring by the reference. */
  default void waiting(String what, long done, long total) {}

  /** Called with a warning before the first step; by default it is printed on standard error. */
  default void warning(String sentence) {
    System.err.println("attune: " + sentence);
  }

  /** Called once after the last step. */
  default void done() {}
}
