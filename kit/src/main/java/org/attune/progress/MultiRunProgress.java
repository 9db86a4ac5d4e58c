package org.attune.progress;

import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.train.loop.StepMetrics;
import org.attune.train.loop.TrainingCallback;
import org.attune.view.Numbers;
import org.attune.view.ProgressBar;

/**
 * One progress bar for several parallel runs: its length shows the overall progress, its text the
 * progress of each active run; a notebook also shows their losses.
 */
public final class MultiRunProgress implements AutoCloseable {
  private static final int PARTS = 1_000;

  private final ProgressBar bar;
  private final int all;
  private final Map<String, String> running = new LinkedHashMap<>();
  private long parts;
  private int done;

  /**
   * Starts a bar.
   *
   * @param what a label for all runs together
   * @param all the number of runs
   * @param before the number of runs finished earlier
   */
  public MultiRunProgress(String what, int all, int before) {
    this.bar = ProgressBar.uncounted(what, (long) all * PARTS);
    this.all = all;
    this.done = before;
    this.parts = (long) before * PARTS;
    bar.update(parts, words());
  }

  private synchronized void tell(
      String name, String words, long more, double step, Map<String, Double> numbers) {
    running.put(name, words);
    parts += more;
    bar.update(parts, words(), step, numbers);
  }

  private synchronized void end(String name, long more, boolean finished) {
    running.remove(name);
    parts += more;
    done += finished ? 1 : 0;
    bar.ended(name + " loss");
    bar.update(parts, words());
  }

  private String words() {
    String some = String.join("; ", running.values());
    return done + " of " + all + " done" + (some.isEmpty() ? "" : "; " + some);
  }

  @Override
  public void close() {
    bar.close();
  }

  /** One of the runs, which may train in several rounds and have further work afterwards. */
  public final class Run implements TrainingCallback {
    private final String name;
    private final int rounds;
    private final double training;
    private int round;
    private int before;
    private int last;
    private long told;

    /**
     * Joins the bar.
     *
     * @param rounds the number of training rounds
     * @param training the share of its work that is training
     */
    public Run(String name, int rounds, double training) {
      this.name = name;
      this.rounds = rounds;
      this.training = training;
      tell(name, name, 0, 0, Map.of());
    }

    @Override
    public void onStep(StepMetrics step) {
      last = step.step();
      double share = Math.min(1, (round + (double) last / step.total()) / rounds);
      long now = Math.round(PARTS * training * share);
      String words = name + " " + percent(share) + ", loss " + Numbers.fixed(step.loss(), 3);
      tell(name, words, now - told, before + last, Map.of(name + " loss", step.loss()));
      told = now;
    }

    @Override
    public void onProgress(String what, long done, long total) {
      String words = name + " " + what + " " + percent((double) done / Math.max(1, total));
      tell(name, words, 0, 0, Map.of());
    }

    @Override
    public void onEnd() {
      round++;
      before += last;
      last = 0;
    }

    /** Shows the share of the work after training that is done. */
    public void after(String what, double share) {
      long now = Math.round(PARTS * (training + (1 - training) * share));
      tell(name, name + " " + what + " " + percent(share), now - told, 0, Map.of());
      told = now;
    }

    /** Leaves the bar; an unfinished run counts with its progress so far. */
    public void end(boolean finished) {
      MultiRunProgress.this.end(name, finished ? PARTS - told : 0, finished);
    }

    private String percent(double share) {
      return (int) Math.floor(100 * share) + " %";
    }
  }
}
