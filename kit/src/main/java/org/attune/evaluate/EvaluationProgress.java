package org.attune.evaluate;

import java.util.function.BiConsumer;
import org.attune.sample.SamplingListener;

/**
 * How far an evaluation is, in answers; sampling an answer counts as two thirds of it, measuring it
 * as the rest.
 */
final class EvaluationProgress implements SamplingListener {
  private static final double SAMPLING = 2.0 / 3;

  private final BiConsumer<Long, Long> progress;
  private final long total;
  private double done;
  private int asked;

  /** Starts at nothing. */
  EvaluationProgress(BiConsumer<Long, Long> progress, long total) {
    this.progress = progress;
    this.total = total;
    report(0);
  }

  /** Notes that a policy is about to give this many answers. */
  void asks(int answers) {
    asked = answers;
  }

  /** Called with the draws of that policy, of which several may become one answer. */
  @Override
  public void onTokens(long draws, long wanted, long tokens) {
    report(SAMPLING * asked * draws / wanted);
  }

  /** Notes that it has given them. */
  void answered() {
    done += SAMPLING * asked;
    report(0);
  }

  /** Notes that a policy's answers were measured. */
  void measured(int answers) {
    done += (1 - SAMPLING) * answers;
    report(0);
  }

  private void report(double more) {
    progress.accept(Math.min(total, Math.round(done + more)), total);
  }
}
