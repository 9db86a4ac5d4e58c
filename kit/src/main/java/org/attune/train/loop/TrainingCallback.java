package org.attune.train.loop;

/** Hears of every optimiser step, on the training thread; a progress bar or a live chart. */
@FunctionalInterface
public interface TrainingCallback {
  /** Hears nothing. */
  TrainingCallback SILENT = step -> {};

  /** Is told of a step that was just taken. */
  void on(StepMetrics step);

  /** Is told how far something is that the first step waits for, such as the reference's scores. */
  default void waiting(String what, long done, long total) {}

  /** Is told once that no further step comes. */
  default void done() {}
}
