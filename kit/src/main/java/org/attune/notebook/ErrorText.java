package org.attune.notebook;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.EvalException;
import org.attune.engine.PyTorchException;
import org.attune.sample.SamplingInterruptedException;
import org.attune.train.loop.NonFiniteLossException;
import org.attune.util.InvalidInputException;
import org.attune.util.WriteFailure;

/**
 * Formats a cell's exception: the message first, then the stack trace. What the user can mend says
 * so itself; of its stack trace only the cell's own calls are shown.
 */
final class ErrorText {
  private static final String BOLD = "\u001B[1m";
  private static final String PLAIN = "\u001B[0m";
  private static final Pattern ALONE = Pattern.compile("\u001B\\[3[01]m");
  private static final Pattern BESIDE = Pattern.compile("(\u001B\\[(?:1|0|0;1));3[01]m");

  /** A variable of a cell, as the JVM writes it in the message about a null pointer. */
  private static final Pattern VARIABLE = Pattern.compile("\"REPL\\.[\\w$]+\\.(\\w+)\"");

  /** What Tablesaw says of a column that a table does not have. */
  private static final Pattern COLUMN =
      Pattern.compile("Column .+ (is not present|does not exist) in table .*");

  /**
   * What a user can mend, or asked for. Others, such as a {@link PyTorchException} about shapes,
   * may be an error of the kit or of a method in a cell, and are shown with all calls.
   */
  private static final Set<String> MENDABLE =
      Stream.of(
              InvalidInputException.class,
              NonFiniteLossException.class,
              SamplingInterruptedException.class,
              UncheckedIOException.class,
              WriteFailure.class)
          .map(Class::getName)
          .collect(Collectors.toUnmodifiableSet());

  private static final String CELL = "REPL.";
  private static final int MOST_FRAMES = 12;

  private ErrorText() {}

  /** Returns the message and the stack trace below the cell, without the kernel's own frames. */
  static List<String> lines(EvalException thrown) {
    return lines(
        thrown.getExceptionClassName(),
        String.valueOf(thrown.getMessage()),
        List.of(thrown.getStackTrace()));
  }

  /** Returns the lines for an exception of this type, as {@link #lines(EvalException)}. */
  static List<String> lines(String type, String said, List<StackTraceElement> trace) {
    String name = type.substring(type.lastIndexOf('.') + 1);
    List<String> lines = new ArrayList<>();
    String message = VARIABLE.matcher(said).replaceAll("$1");
    lines.add(BOLD + name + PLAIN + ": " + advised(message));
    List<StackTraceElement> frames = trace.stream().takeWhile(ErrorText::isOfTheCell).toList();
    boolean mendable = isMendable(type, message);
    frames.stream()
        .filter(frame -> !mendable || isWritten(frame))
        .filter(frame -> !frame.getMethodName().startsWith("do_it$"))
        .limit(MOST_FRAMES)
        .forEach(frame -> add(lines, "    at " + words(frame)));
    if (!mendable && frames.size() > MOST_FRAMES) {
      lines.add("    … " + (frames.size() - MOST_FRAMES) + " more calls");
    }
    return lines;
  }

  /** Returns whether the message is all that a user needs to go on. */
  private static boolean isMendable(String type, String message) {
    return MENDABLE.contains(type)
        || (type.equals(PyTorchException.class.getName()) && PyTorchException.isOfMemory(message));
  }

  /** Returns a message of a library with what can be done about it, where it does not say so. */
  static String advised(String message) {
    return COLUMN.matcher(message).matches()
        ? message + "; columnNames() lists those that the table has."
        : message;
  }

  /** Adds a line, unless it repeats the last one, as where a cell calls what a cell defined. */
  private static void add(List<String> lines, String line) {
    if (!line.equals(lines.get(lines.size() - 1))) {
      lines.add(line);
    }
  }

  /**
   * Returns lines without their black and red ink, which cannot be read where a dark page shows
   * errors on dark red.
   */
  static List<String> readable(List<String> lines) {
    return lines.stream()
        .map(line -> ALONE.matcher(line).replaceAll(""))
        .map(line -> BESIDE.matcher(line).replaceAll("$1m"))
        .toList();
  }

  /** Returns whether the frame is the cell's; frames below it are reflection and the kernel. */
  private static boolean isOfTheCell(StackTraceElement frame) {
    String type = frame.getClassName();
    return !type.startsWith("jdk.internal.reflect") && !type.startsWith("io.github.spencerpark");
  }

  /** Returns whether the frame is of a cell's own text. */
  private static boolean isWritten(StackTraceElement frame) {
    return frame.getClassName().startsWith(CELL) || frame.getClassName().isEmpty();
  }

  private static String words(StackTraceElement frame) {
    return isWritten(frame) ? "the cell" : frame.toString().replaceFirst("^[^/(]*/+", "");
  }
}
