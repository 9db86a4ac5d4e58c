package org.attune.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.attune.sample.SamplingInterruptedException;
import org.attune.util.InvalidInputException;
import org.attune.util.WriteFailure;
import org.attune.view.PlainText;

/**
 * The message and exit code of a failed command.
 *
 * @param code 2 if the user can fix it by changing the input, 1 otherwise
 * @param sentence one line
 */
record CommandFailure(int code, String sentence) {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;
  private static final Pattern SETTING = Pattern.compile("^[a-z]\\w*(?= must )");

  /** Returns the failure for an exception. */
  static CommandFailure of(Throwable trouble) {
    if (trouble instanceof InvalidInputException) {
      return new CommandFailure(BAD_INPUT, optionWords(trouble.getMessage()));
    }
    if (trouble.getCause() instanceof ClosedByInterruptException) {
      return new CommandFailure(FAILED, "Stopped while writing; files saved before are complete.");
    }
    if (trouble instanceof UncheckedIOException || trouble instanceof IOException) {
      return new CommandFailure(BAD_INPUT, aboutFiles(trouble));
    }
    if (trouble instanceof SamplingInterruptedException) {
      return new CommandFailure(FAILED, "Stopped while sampling; nothing was written.");
    }
    if (trouble instanceof OutOfMemoryError) {
      return new CommandFailure(
          FAILED, "failed: there is not enough memory; lower --micro-batch or --limit.");
    }
    if (trouble instanceof LinkageError) {
      return new CommandFailure(FAILED, "failed: " + aboutEngine(trouble));
    }
    String message = trouble.getMessage();
    String words = message == null ? trouble.getClass().getSimpleName() : message;
    return new CommandFailure(FAILED, "failed: " + words);
  }

  /** Returns this failure with the option in place of the setting that the sentence begins with. */
  CommandFailure naming(Set<String> options) {
    Matcher setting = SETTING.matcher(sentence);
    if (!setting.find()) {
      return this;
    }
    String option = "--" + setting.group().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return options.contains(option)
        ? new CommandFailure(code, option + sentence.substring(setting.end()))
        : this;
  }

  /** Prints the sentence, followed by the stack trace if {@code verbose}, and returns the code. */
  int tell(PrintWriter err, Throwable trouble, boolean verbose) {
    String line = PlainText.of(sentence.strip().replaceAll("\\s+", " "));
    err.println("attune: " + ended(line));
    if (verbose) {
      trouble.printStackTrace(err);
    }
    err.flush();
    return code;
  }

  /** Replaces the library's hints, which name methods, by command-line options. */
  static String optionWords(String sentence) {
    return sentence
        .replace("ReadOptions.skippingBadLines()", "--skip-bad-lines")
        .replace("withoutAlike()", "--drop-alike")
        .replace(
            "data.chosen().withoutReward().align(Align.sft(), policy)",
            "--method preferred-ft (for demonstrations: --method sft)")
        .replaceAll("ReadOptions\\.column\\(\"?(\\w+)\"?, \"([^\"]*)\"\\)", "--column $1=$2")
        .replaceAll("ReadOptions\\.column\\(\"(\\w+)\", …\\)", "--column $1=NAME")
        .replaceAll(
            "ReadOptions\\.ignoring\\(\"([^\"]*)\", \"([^\"]*)\"\\)", "--ignore $1 --ignore $2")
        .replaceAll("ReadOptions\\.ignoring\\(\"([^\"]*)\"\\)", "--ignore $1")
        .replace("--column role=", "--column ROLE=")
        .replace("random(20, 1)", "--random 20")
        .replace("load the held-out rows from a file of their own", "name held-out rows by --test")
        .replace("ReadOptions.column(…)", "--column ROLE=NAME");
  }

  /**
   * Returns the message of an engine failure; on first use it is wrapped in an error without a
   * message.
   */
  private static String aboutEngine(Throwable trouble) {
    Throwable first = trouble;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return "the PyTorch engine cannot be loaded on "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + " ("
        + String.valueOf(first.getMessage()).replaceFirst("\\.$", "")
        + "); there are builds for Linux and Windows on x86-64 and for Linux and macOS on Arm.";
  }

  private static String aboutFiles(Throwable trouble) {
    if (trouble instanceof WriteFailure) {
      return trouble.getMessage();
    }
    Throwable cause = trouble.getCause() instanceof IOException inner ? inner : trouble;
    if (cause instanceof FileSystemException file && file.getFile() != null) {
      return named(file.getFile())
          + ": the file system refuses, "
          + WriteFailure.reason(file)
          + ".";
    }
    return String.valueOf(trouble.getMessage());
  }

  /** Returns the folder in place of a temporary file's name. */
  private static Path named(String file) {
    Path path = Path.of(file);
    boolean temporary = file.contains(".part") && path.getParent() != null;
    return temporary ? path.getParent() : path;
  }

  private static String ended(String sentence) {
    return sentence.matches(".*[.!?]") ? sentence : sentence + ".";
  }
}
