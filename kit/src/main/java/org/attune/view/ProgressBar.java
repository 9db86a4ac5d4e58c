package org.attune.view;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Progress of a long job as one line of text: bar, share, time gone, time left, and a word on how
 * it goes.
 *
 * <p>Jobs of under two seconds print nothing. A terminal sees one line redrawn at most five times a
 * second; a pipe or a log gets a line every ten seconds. The output is plain text without colour,
 * whatever NO_COLOR says. Where there is a page to draw on (see {@link LiveDisplay}), a card takes
 * the line's place, with a curve for each number that is told.
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
  private static final int CELLS = 20;

  private final String what;
  private final long total;
  private final PrintStream out;
  private final LongSupplier nanos;
  private final boolean terminal;
  private final boolean counts;
  private final Optional<LiveDisplay.Display> page;
  private final LiveCard card = new LiveCard();
  private final int columns;
  private final long start;
  private long firstDone = -1;
  private long firstTime;
  private long done;
  private String status = "";
  private long drawnAt = Long.MIN_VALUE;
  private int drawnWidth;
  private boolean closed;

  /** Starts a bar on standard error; a total of 0 means that nobody knows it. */
  public ProgressBar(String what, long total) {
    this(
        what,
        total,
        System.err,
        System::nanoTime,
        isTerminal(System.getenv(), isConsole()),
        true,
        LiveDisplay.open());
  }

  /** Starts a bar whose units only measure its length and are not worth counting to a reader. */
  public static ProgressBar uncounted(String what, long total) {
    boolean terminal = isTerminal(System.getenv(), isConsole());
    return new ProgressBar(
        what, total, System.err, System::nanoTime, terminal, false, LiveDisplay.open());
  }

  /** Starts a bar on the given stream, by the given clock in nanoseconds. */
  public ProgressBar(
      String what, long total, PrintStream out, LongSupplier nanos, boolean terminal) {
    this(what, total, out, nanos, terminal, true, Optional.empty());
  }

  /**
   * Starts a bar that draws on a page, if there is one, by the given clock in nanoseconds.
   *
   * @param counts whether a reader is told how many units are done
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
      throw new IllegalArgumentException(
          "The total of '" + what + "' must not be negative, got " + total + "; 0 is unknown.");
    }
    this.what = what;
    this.total = total;
    this.out = out;
    this.nanos = nanos;
    this.terminal = terminal;
    this.counts = counts;
    this.page = page;
    this.columns = columns(System.getenv("COLUMNS"));
    this.start = nanos.getAsLong();
  }

  /** Tells how much is done, and how it goes: "loss 0.41, 1.2k tokens/s". */
  public void update(long done, String status) {
    update(done, status, Map.of());
  }

  /** Tells how much is done, how it goes, and numbers by name, of which a page draws curves. */
  public void update(long done, String status, Map<String, Double> numbers) {
    update(done, status, (double) done, numbers);
  }

  /** Tells the same, where the numbers belong to a place of their own, such as a run's step. */
  public synchronized void update(
      long done, String status, double place, Map<String, Double> numbers) {
    if (page.isPresent()) {
      card.add(place, numbers);
    }
    long now = nanos.getAsLong();
    if (firstDone < 0) {
      // A resumed job starts in the middle; only what was done since tells its speed.
      firstDone = done;
      firstTime = now;
    }
    this.done = done;
    this.status = TextWidth.oneLine(status);
    if (!closed && isDue(now)) {
      page.ifPresentOrElse(display -> show(display, now, false), () -> draw(line(now)));
      drawnAt = now;
    }
  }

  /** Tells that a number comes no more; its curve gives way where there is room for few. */
  public synchronized void ended(String number) {
    card.ended(number);
  }

  /** Tells how much is done. */
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
    draw(summary(now));
    if (terminal) {
      out.println();
      out.flush();
    }
  }

  private boolean isDue(long now) {
    if (now - start < silence()) {
      return false;
    }
    long pause = terminal || page.isPresent() ? SECOND / 5 : 10 * SECOND;
    return drawnAt == Long.MIN_VALUE || now - drawnAt >= pause;
  }

  private long silence() {
    return page.isPresent() ? SILENT_ON_PAGE : SILENT;
  }

  private void show(LiveDisplay.Display display, long now, boolean ended) {
    double share = total == 0 ? Double.NaN : (double) done / total;
    String text = ended ? summary(now) : line(now);
    String words = ended ? text.substring(what.length() + 2) : joined(reached() + time(now));
    display.show(card.html(what, share, words.replace("  ", " · "), ended), text);
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

  private void draw(String line) {
    if (!terminal) {
      out.println(line);
      out.flush();
      return;
    }
    String clipped = TextWidth.to(line, columns - 1, "...");
    // Blanks rather than an escape sequence wipe the rest of a longer line.
    int width = TextWidth.width(clipped);
    out.print("\r" + clipped + " ".repeat(Math.max(0, drawnWidth - width)));
    out.flush();
    drawnWidth = width;
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
    long gained = done - firstDone;
    if (gained <= 0 || total == 0 || done >= total) {
      return "";
    }
    double nanosLeft = (double) (now - firstTime) / gained * (total - done);
    return ", about " + Durations.text(Duration.ofNanos((long) nanosLeft)) + " left";
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

  /** Tells whether redrawing a line makes sense: a console, not dumb, and no build server. */
  static boolean isTerminal(Map<String, String> environment, boolean console) {
    boolean server = !environment.getOrDefault("CI", "").isEmpty();
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    return console && !server && !dumb;
  }

  // From Java 22 on there always is a console, which then knows whether a person sits at it.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static int columns(String told) {
    try {
      return told == null ? 80 : Math.max(20, Integer.parseInt(told.strip()));
    } catch (NumberFormatException e) {
      return 80;
    }
  }
}
