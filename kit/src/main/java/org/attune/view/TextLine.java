package org.attune.view;

import java.io.Console;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** A line of text that a terminal redraws in place; a pipe or a log gets a new line each time. */
final class TextLine {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final PrintStream out;
  private final boolean terminal;
  private final int columns;
  private int drawnWidth;

  TextLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.columns = columns(System.getenv("COLUMNS"));
  }

  /** Returns whether the line is redrawn in place. */
  boolean terminal() {
    return terminal;
  }

  /** Draws the line; a log gets the time of day as well. */
  void draw(String line) {
    if (!terminal) {
      out.println(LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + " " + line);
      out.flush();
      return;
    }
    String clipped = TextWidth.to(line, columns - 1, "...");
    // Spaces rather than an escape sequence erase the rest of a longer line.
    int width = TextWidth.width(clipped);
    out.print("\r" + clipped + " ".repeat(Math.max(0, drawnWidth - width)));
    out.flush();
    drawnWidth = width;
  }

  /** Ends the line, so that what follows does not replace it. */
  void end() {
    if (terminal) {
      out.println();
      out.flush();
      drawnWidth = 0;
    }
  }

  /** Returns whether this process writes to a terminal that can redraw a line. */
  static boolean isTerminal() {
    return isTerminal(System.getenv(), isConsole());
  }

  /** Returns whether a line can be redrawn: a console, not dumb, and no build server. */
  static boolean isTerminal(Map<String, String> environment, boolean console) {
    boolean server = !environment.getOrDefault("CI", "").isEmpty();
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    return console && !server && !dumb;
  }

  // From Java 22 on there always is a console, which reports whether it is interactive.
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
