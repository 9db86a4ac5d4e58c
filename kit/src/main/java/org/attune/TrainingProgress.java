package org.attune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.TrainingCallback;
import org.attune.view.Numbers;
import org.attune.view.ProgressBar;

/** Shows the progress of a training as a bar with an estimated time. */
final class TrainingProgress implements TrainingCallback {
  private final String what;
  private ProgressBar before;
  private ProgressBar bar;
  private double rate;

  TrainingProgress(String what) {
    this.what = what;
  }

  @Override
  public void on(StepMetrics step) {
    if (bar == null) {
      bar = new ProgressBar(what, step.total());
    }
    double now = step.tokens() / Math.max(1e-9, step.seconds());
    rate = rate == 0 ? now : 0.9 * rate + 0.1 * now;
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("loss", step.loss());
    for (String name : List.of(History.HELD_OUT_LOSS, History.SCORE_SENSITIVITY)) {
      if (step.parts().containsKey(name)) {
        numbers.put(name, step.parts().get(name));
      }
    }
    numbers.putAll(step.parts());
    bar.update(
        step.step(),
        "loss " + Numbers.fixed(step.loss(), 3) + ", " + Numbers.compact(rate) + " tokens/s",
        numbers);
  }

  @Override
  public void waiting(String other, long done, long total) {
    if (before == null) {
      before = new ProgressBar(what + ", " + other, total);
    }
    before.update(done);
    if (done == total) {
      before.close();
      before = null;
    }
  }

  @Override
  public void done() {
    if (before != null) {
      before.close();
    }
    if (bar != null) {
      bar.close();
    }
  }
}
