package org.attune.view;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.attune.util.InvalidInputException;
import org.attune.util.ResidentMemory;

/**
 * Progress of a long job as one line of text: bar, percentage, elapsed time, remaining time, and a
 * status.
 *
 * <p>Jobs of under two seconds print nothing. A job that will take more than ten seconds says so
 * after its first second of measured work, with the memory of the process: "train: about 2 min 40 s
 * in all, 1.1 GB of memory". A terminal shows one line, redrawn at most five times per second; a
 * pipe or a log gets a line every ten seconds, with the time of day. The output is plain text
 * without colour, whatever the value of NO_COLOR. If there is a page to draw on (see {@link
 * LiveDisplay}), a card replaces the line, with a curve for each reported metric; then it appears
 * at once.
 *
 * <pre>{@code
 * try (var bar = new ProgressBar("train", steps)) {
 *   for (int step = 1; step <= steps; step++) {
 *     bar.update(step, "loss " + Numbers.text(loss));
 *   }
 * }
 * }</pre>
 */
public final class ProgressBar implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private static final long SILENT = 2 * SECOND;
  private static final long SILENT_ON_PAGE = SECOND / 4;
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int CELLS = 20;

  private final String what;
  private final long total;
  private final LongSupplier nanos;
  private final boolean counts;
  private final Optional<LiveDisplay.Display> page;
  private final LiveCard card = new LiveCard();
  private final TextLine line;
  private final long start;
  private final Pace pace;
  private long done;
  private boolean estimated;
  private String estimate = ""; // of a long job
  private String status = "";
  private long drawnAt = Long.MIN_VALUE;
  private boolean closed;

  /** Starts a bar on standard error; a total of 0 means unknown. */
  public ProgressBar(String what, long total) {
    this(
        what, total, System.err, System::nanoTime, TextLine.isTerminal(), true, LiveDisplay.open());
  }

  /** Starts a bar whose units only measure its length and are not shown as a count. */
  public static ProgressBar uncounted(String what, long total) {
    return new ProgressBar(
        what,
        total,
        System.err,
        System::nanoTime,
        TextLine.isTerminal(),
        false,
        LiveDisplay.open());
  }

  /** Starts a bar on the given stream, with the given clock in nanoseconds. */
  public ProgressBar(
      String what, long total, PrintStream out, LongSupplier nanos, boolean terminal) {
    this(what, total, out, nanos, terminal, true, Optional.empty());
  }

  /**
   * Starts a bar that draws on a page, if there is one, with the given clock in nanoseconds.
   *
   * @param counts whether the number of finished units is shown
   */
  ProgressBar(
      String what,
      long total,
      PrintStream out,
      LongSupplier nanos,
      boolean terminal,
      boolean counts,
      Optional<LiveDisplay.Display> page) {
    if (total < 0) {
      throw new InvalidInputException(
          "The total of '" + what + "' must not be negative, got " + total + "; 0 is unknown.");
    }
    this.what = what;
    this.total = total;
    this.nanos = nanos;
    this.counts = counts;
    this.page = page;
    this.line = new TextLine(out, terminal);
    this.start = nanos.getAsLong();
    this.pace = new Pace(total, start);
  }

  /** Updates the progress and the status, such as "loss 0.41, 1.2k tokens/s". */
  public void update(long done, String status) {
    update(done, status, Map.of());
  }

  /** Updates the progress, the status, and metrics by name, which a page draws as curves. */
  public void update(long done, String status, Map<String, Double> numbers) {
    update(done, status, (double) done, numbers);
  }

  /** Updates the same, with metrics at their own x value, such as a run's step. */
  public synchronized void update(
      long done, String status, double place, Map<String, Double> numbers) {
    if (page.isPresent()) {
      card.add(place, numbers);
    }
    long now = nanos.getAsLong();
    pace.reached(done, now);
    this.done = done;
    this.status = TextWidth.oneLine(status);
    boolean said = !closed && estimate(now);
    if (!closed && (said || isDue(now))) {
      page.ifPresentOrElse(display -> show(display, now, false), () -> line.draw(line(now)));
      drawnAt = now;
    }
  }

  /** Says once how long a long job will take; returns whether a page has yet to show it. */
  private boolean estimate(long now) {
    Optional<Duration> whole = estimated ? Optional.empty() : pace.whole(now);
    estimated |= whole.isPresent();
    if (whole.isEmpty() || whole.get().compareTo(LONG) <= 0) {
      return false;
    }
    estimate = "about " + Durations.text(whole.get()) + " in all" + memory();
    if (page.isEmpty()) {
      line.draw(what + ": " + estimate);
      line.end();
    }
    return page.isPresent();
  }

  private static String memory() {
    OptionalLong bytes = ResidentMemory.now();
    return bytes.isEmpty()
        ? ""
        : String.format(Locale.ROOT, ", %.1f GB of memory", bytes.getAsLong() / 1e9);
  }

  /** Marks a metric as finished; its curve gives way if there is room for few. */
  public synchronized void ended(String number) {
    card.ended(number);
  }

  /** Updates the progress. */
  public void update(long done) {
    update(done, "");
  }

  /** Ends the line with a summary; a second call does nothing. */
  @Override
  public synchronized void close() {
    long now = nanos.getAsLong();
    boolean silent = closed || now - start < silence();
    closed = true;
    if (silent) {
      return;
    }
    if (page.isPresent()) {
      show(page.get(), now, true);
      return;
    }
    line.draw(summary(now));
    line.end();
  }

  private boolean isDue(long now) {
    if (now - start < silence()) {
      return false;
    }
    long pause = line.terminal() || page.isPresent() ? SECOND / 5 : 10 * SECOND;
    return drawnAt == Long.MIN_VALUE || now - drawnAt >= pause;
  }

  private long silence() {
    return page.isPresent() && card.hasCurves() ? SILENT_ON_PAGE : SILENT;
  }

  private void show(LiveDisplay.Display display, long now, boolean ended) {
    double share = total == 0 ? Double.NaN : (double) done / total;
    String text = ended ? summary(now) : line(now);
    String words = ended ? text.substring(what.length() + 2) : joined(reached() + time(now));
    String note = ended || estimate.isEmpty() ? "" : "Takes " + estimate + ".";
    display.show(card.html(what, share, words.replace("  ", " · "), note, ended), text);
  }

  private String reached() {
    if (!counts) {
      return "";
    }
    return Numbers.count(done) + (total == 0 ? "" : " of " + Numbers.count(total)) + ", ";
  }

  private String time(long now) {
    return Durations.text(Duration.ofNanos(now - start)) + left(now);
  }

  private String line(long now) {
    if (total == 0) {
      return joined(what + "  " + Numbers.count(done) + " done, " + time(now));
    }
    double share = Math.max(0, Math.min(1, (double) done / total));
    int full = (int) Math.floor(share * CELLS);
    String bar = "[" + "#".repeat(full) + ".".repeat(CELLS - full) + "]";
    String percent = String.format(Locale.ROOT, "%3d %%", (int) Math.floor(share * 100));
    return joined(what + " " + bar + " " + percent + "  " + time(now));
  }

  private String left(long now) {
    return pace.left(now).map(left -> ", about " + Durations.text(left) + " left").orElse("");
  }

  private String summary(long now) {
    String time = Durations.text(Duration.ofNanos(now - start));
    String amount = counts ? Numbers.count(done) + " " : "";
    if (total == 0 || done >= total) {
      return joined(what + ": " + amount + "done in " + time);
    }
    String at = counts ? "at " + amount + "of " + Numbers.count(total) + " " : "";
    return joined(what + ": stopped " + at + "after " + time);
  }

  private String joined(String line) {
    return status.isEmpty() ? line : line + "  " + status;
  }
}
