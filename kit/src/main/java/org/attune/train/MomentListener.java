package org.attune.train;

import java.util.function.Consumer;
import org.attune.model.LanguageModel;
import org.attune.model.Layout;

/** Copies a policy every so many steps, and passes on what it hears. */
final class MomentListener implements StepListener {
  private final StepListener next;
  private final int every;
  private final Consumer<Moment> taker;
  private final LanguageModel model;
  private final Layout layout;

  MomentListener(
      StepListener next, int every, Consumer<Moment> taker, LanguageModel model, Layout layout) {
    this.next = next;
    this.every = every;
    this.taker = taker;
    this.model = model;
    this.layout = layout;
  }

  @Override
  public void on(Step step) {
    next.on(step);
    if (step.step() % every == 0) {
      taker.accept(new Moment(step.step(), model.copy(), layout));
    }
  }

  @Override
  public void waiting(String what, long done, long total) {
    next.waiting(what, done, total);
  }

  @Override
  public void done() {
    next.done();
  }
}
