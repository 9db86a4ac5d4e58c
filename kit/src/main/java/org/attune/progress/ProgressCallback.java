package org.attune.progress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.attune.sample.SamplingListener;
import org.attune.train.loop.History;
import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.TrainingCallback;
import org.attune.util.Warnings;
import org.attune.view.Numbers;
import org.attune.view.ProgressBar;

/**
 * Shows the progress of one training, or of sampling, as a bar with an estimated time: a line in a
 * terminal, a card in a notebook.
 */
public final class ProgressCallback implements TrainingCallback, SamplingListener, AutoCloseable {
  private static final int AVERAGED = 10;

  private final String what;
  private final Deque<Double> rewards = new ArrayDeque<>();
  private ProgressBar bar;
  private String phase = "";
  private double rate;
  private long last;
  private long start;

  /**
   * Makes a callback.
   *
   * @param what the label of the bar
   */
  public ProgressCallback(String what) {
    this.what = what;
  }

  @Override
  public void onStart(int done, int total) {
    open("", what, total);
    bar.update(done);
  }

  @Override
  public void onStep(StepMetrics step) {
    open("", what, step.total());
    double now = step.tokens() / Math.max(1e-9, step.seconds());
    rate = rate == 0 ? now : 0.9 * rate + 0.1 * now;
    Map<String, Double> numbers = new LinkedHashMap<>();
    OptionalDouble reward = step.rolloutReward();
    reward.ifPresent(value -> numbers.put(History.REWARD, value));
    numbers.put("loss", step.loss());
    for (String name : List.of(History.HELD_OUT_LOSS, History.SCORE_SENSITIVITY)) {
      if (step.parts().containsKey(name)) {
        numbers.put(name, step.parts().get(name));
      }
    }
    numbers.putAll(step.parts());
    String shown =
        reward.isPresent()
            ? "reward " + Numbers.fixed(average(reward.getAsDouble()), 3)
            : "loss " + Numbers.fixed(step.loss(), 3);
    bar.update(step.step(), shown + ", " + Numbers.compact(rate) + " tokens/s", numbers);
  }

  /** Returns the average of the last rollouts' rewards, as a single one says little. */
  private double average(double newest) {
    rewards.addLast(newest);
    if (rewards.size() > AVERAGED) {
      rewards.removeFirst();
    }
    return rewards.stream().mapToDouble(reward -> reward).average().orElseThrow();
  }

  @Override
  public void onProgress(String work, long done, long total) {
    open(work, what + ", " + work, total);
    bar.update(done);
    if (done == total) {
      close();
    }
  }

  @Override
  public void onTokens(long done, long wanted, long tokens) {
    if (bar == null || tokens < last) { // Fewer tokens than before: another job began.
      close();
      open("", what, wanted);
      start = System.nanoTime();
      bar.update(0);
    }
    last = tokens;
    double seconds = Math.max(1e-9, (System.nanoTime() - start) / 1e9);
    bar.update(done, Numbers.compact(tokens / seconds) + " tokens/s");
  }

  @Override
  public void onTruncation(String sentence) {
    Warnings.once(sentence);
  }

  @Override
  public void onEnd() {
    close();
  }

  /** Opens a bar for a phase, and ends that of another. */
  private void open(String next, String label, long total) {
    if (bar != null && !phase.equals(next)) {
      close();
    }
    if (bar == null) {
      phase = next;
      bar = new ProgressBar(label, total);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
