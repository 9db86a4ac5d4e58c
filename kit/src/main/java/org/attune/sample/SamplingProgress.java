package org.attune.sample;

import java.util.Optional;

/** Counts the responses and tokens of one job across threads, for its listeners. */
class SamplingProgress {
  private final SamplingListener listener;
  private final Optional<TokenListener> reader;
  private final long total;
  private long done;
  private long tokens;

  SamplingProgress(SamplingListener listener, long total) {
    this(listener, Optional.empty(), total);
  }

  SamplingProgress(SamplingListener listener, Optional<TokenListener> reader, long total) {
    this.listener = listener;
    this.reader = reader;
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

  /** Returns whether somebody reads along, so that tokens should not wait for each other. */
  boolean isRead() {
    return reader.isPresent();
  }

  /** Tells of a token of a row. */
  void token(int row, int id) {
    reader.ifPresent(one -> one.onToken(row, id));
  }

  /** Returns the progress of a batch, which numbers its rows itself. */
  SamplingProgress ofBatch(int[] rows) {
    return isRead() ? new OfBatch(this, rows) : this;
  }

  /** Counts with the whole job, and gives rows their numbers there. */
  private static final class OfBatch extends SamplingProgress {
    private final SamplingProgress whole;
    private final int[] rows;

    OfBatch(SamplingProgress whole, int[] rows) {
      super(SamplingListener.none(), whole.reader, 0);
      this.whole = whole;
      this.rows = rows.clone();
    }

    @Override
    synchronized void add(long finished, long sampled) {
      whole.add(finished, sampled);
    }

    @Override
    void token(int row, int id) {
      whole.token(rows[row], id);
    }
  }
}
