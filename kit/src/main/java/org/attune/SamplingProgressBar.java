package org.attune;

import org.attune.sample.SamplingListener;
import org.attune.view.Numbers;
import org.attune.view.ProgressBar;

/** Shows the progress of sampling as a bar with an estimated time. */
final class SamplingProgressBar implements SamplingListener, AutoCloseable {
  private ProgressBar bar;
  private long last;
  private long start;

  @Override
  public void on(long done, long wanted, long tokens) {
    if (bar == null || tokens < last) { // Fewer tokens than before: another job began.
      close();
      bar = new ProgressBar("sample", wanted);
      start = System.nanoTime();
    }
    last = tokens;
    double seconds = Math.max(1e-9, (System.nanoTime() - start) / 1e9);
    bar.update(done, Numbers.compact(tokens / seconds) + " tokens/s");
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
