package org.attune.train.loop;

/**
 * A callback for the events of a training, on the training thread, such as a progress bar or a live
 * chart; like {@code TrainerCallback} of Hugging Face.
 */
@FunctionalInterface
public interface TrainingCallback {
  /** A callback that does nothing. */
  TrainingCallback SILENT = step -> {};

  /**
   * Called before the first step.
   *
   * @param done the steps that a resumed run took earlier
   * @param total the planned number of steps
   */
  default void onStart(int done, int total) {}

  /** Called after each step. */
  void onStep(StepMetrics step);

  /** Called with the progress of work between steps, such as scoring by the reference. */
  default void onProgress(String work, long done, long total) {}

  /** Called with a warning before the first step; by default it is printed on standard error. */
  default void warning(String sentence) {
    System.err.println("attune: " + sentence);
  }

  /** Called once after the last step. */
  default void onEnd() {}
}
