package org.attune.sample;

/** Counts the responses and tokens of one job across threads, for a listener. */
final class SamplingProgress {
  private final SamplingListener listener;
  private final long total;
  private long done;
  private long tokens;

  SamplingProgress(SamplingListener listener, long total) {
    this.listener = listener;
    this.total = total;
  }

  static SamplingProgress silent() {
    return new SamplingProgress(SamplingListener.none(), 0);
  }

  /** Adds the results of one step. */
  synchronized void add(long finished, long sampled) {
    done += finished;
    tokens += sampled;
    listener.onTokens(done, total, tokens);
  }

  synchronized long tokens() {
    return tokens;
  }
}
