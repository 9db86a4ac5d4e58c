package org.attune.train.loop;

import java.util.function.Consumer;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;

/** Takes a snapshot of a policy every few steps, and forwards all calls to another callback. */
final class SnapshotListener implements TrainingCallback {
  private final TrainingCallback next;
  private final int every;
  private final Consumer<Snapshot> consumer;
  private final LanguageModel model;
  private final PromptTemplate layout;

  SnapshotListener(
      TrainingCallback next,
      int every,
      Consumer<Snapshot> consumer,
      LanguageModel model,
      PromptTemplate layout) {
    this.next = next;
    this.every = every;
    this.consumer = consumer;
    this.model = model;
    this.layout = layout;
  }

  @Override
  public void onStart(int done, int total) {
    next.onStart(done, total);
  }

  @Override
  public void onStep(StepMetrics step) {
    next.onStep(step);
    if (step.step() % every == 0) {
      consumer.accept(new Snapshot(step.step(), model.copy(), layout));
    }
  }

  @Override
  public void onProgress(String work, long done, long total) {
    next.onProgress(work, done, total);
  }

  @Override
  public void warning(String sentence) {
    next.warning(sentence);
  }

  @Override
  public void onEnd() {
    next.onEnd();
  }
}
