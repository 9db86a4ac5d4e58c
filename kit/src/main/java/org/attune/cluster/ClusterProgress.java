package org.attune.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.attune.view.ProgressBar;

/**
 * The progress of pieces as one bar: how many are done, and what each worker has done and runs.
 *
 * <p>An implementation of {@link Cluster} reports what happens, from any thread.
 */
public final class ClusterProgress implements AutoCloseable {
  private static final int SHOWN = 4;

  private final Map<String, Counts> workers = new LinkedHashMap<>();
  private final ProgressBar bar;
  private final int pieces;
  private int done;
  private int repeated;

  /** What one worker has done. */
  private static final class Counts {
    private int done;
    private int running;
    private int failed;

    @Override
    public String toString() {
      StringJoiner words = new StringJoiner(", ");
      words.add(done + " done");
      if (running > 0) {
        words.add(running + " running");
      }
      if (failed > 0) {
        words.add(failed + " failed");
      }
      return words.toString();
    }
  }

  /**
   * Starts a bar.
   *
   * @param what a label, such as "label"
   */
  public ClusterProgress(String what, int pieces) {
    this.pieces = pieces;
    this.bar = new ProgressBar(what, pieces);
  }

  /** Reports that a worker began a piece. */
  public synchronized void started(String worker) {
    counts(worker).running++;
    show();
  }

  /** Reports that a worker finished a piece. */
  public synchronized void done(String worker) {
    Counts own = counts(worker);
    own.running--;
    own.done++;
    show();
  }

  /**
   * Reports that a worker's try of a piece gave no result, because it failed, or because another
   * worker was faster.
   *
   * @param failed whether it failed
   */
  public synchronized void gaveUp(String worker, boolean failed) {
    Counts own = counts(worker);
    own.running--;
    own.failed += failed ? 1 : 0;
    repeated += failed ? 1 : 0;
    show();
  }

  /** Reports that the result of one more piece was passed on. */
  public synchronized void arrived() {
    done++;
    show();
  }

  private Counts counts(String worker) {
    return workers.computeIfAbsent(worker, name -> new Counts());
  }

  private void show() {
    bar.update(done, words());
  }

  /** Returns the state in words: pieces done, running and failed, and the same for each worker. */
  public synchronized String words() {
    int running = workers.values().stream().mapToInt(one -> one.running).sum();
    StringJoiner words = new StringJoiner("; ");
    words.add(
        String.format(
            "%d of %d pieces, %d running%s",
            done, pieces, running, repeated == 0 ? "" : ", " + repeated + " failed and repeated"));
    workers.entrySet().stream()
        .limit(workers.size() > SHOWN + 1 ? SHOWN : SHOWN + 1)
        .forEach(worker -> words.add(worker.getKey() + ": " + worker.getValue()));
    if (workers.size() > SHOWN + 1) {
      words.add("and " + (workers.size() - SHOWN) + " more workers");
    }
    return words.toString();
  }

  /** Ends the bar. */
  @Override
  public void close() {
    bar.close();
  }
}
