package org.attune.cli;

import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.TrainingCallback;
import org.attune.view.Numbers;
import org.attune.view.ProgressBar;

/** Shows the steps of a training as a progress bar with the loss. */
final class StepBar implements TrainingCallback {
  private final String title;
  private ProgressBar bar;

  StepBar(String title) {
    this.title = title;
  }

  @Override
  public void on(StepMetrics step) {
    if (bar == null) {
      bar = new ProgressBar(title, step.total());
    }
    bar.update(step.step(), "loss " + Numbers.fixed(step.loss(), 3));
  }

  @Override
  public void done() {
    if (bar != null) {
      bar.close();
    }
  }
}
