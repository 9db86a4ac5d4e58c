package org.attune.cli;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.attune.util.EditDistance;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every exception into one sentence and an exit code. */
final class ExceptionHandlers implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int USAGE = 2;
  private static final Pattern UNKNOWN = Pattern.compile("Unknown option: '([^']+)'");

  @Override
  public int handleParseException(ParameterException trouble, String[] args) {
    CommandLine line = trouble.getCommandLine();
    String help = line.getCommandSpec().qualifiedName() + " --help";
    String said = said(trouble);
    String sentence = said + (said.endsWith("?") ? " See '" : "; see '") + help + "'.";
    return new CommandFailure(USAGE, sentence)
        .tell(line.getErr(), trouble, List.of(args).contains("--verbose"));
  }

  @Override
  public int handleExecutionException(Exception trouble, CommandLine line, ParseResult parsed) {
    boolean verbose = parsed.originalArgs().contains("--verbose");
    return CommandFailure.of(trouble)
        .naming(line.getCommandSpec().optionsMap().keySet())
        .tell(line.getErr(), trouble, verbose);
  }

  private static String said(ParameterException trouble) {
    if (!(trouble instanceof UnmatchedArgumentException unmatched)) {
      return bare(trouble.getMessage());
    }
    Matcher unknown = UNKNOWN.matcher(unmatched.getMessage());
    if (unmatched.getUnmatched().isEmpty() && !unknown.find()) {
      return bare(unmatched.getMessage());
    }
    boolean root = trouble.getCommandLine().getParent() == null;
    // An unknown option behind one that may take several values is found in the message only.
    String word =
        unmatched.getUnmatched().isEmpty() ? unknown.group(1) : unmatched.getUnmatched().get(0);
    String what = word.startsWith("-") ? "option" : root ? "command" : "argument";
    List<String> alike = alike(unmatched, word);
    String guess = alike.isEmpty() ? "" : ", did you mean " + String.join(" or ", alike) + "?";
    return "There is no " + what + " '" + word + "'" + guess;
  }

  /** Returns the name that is a slip or two away; picocli's guesses count common letters only. */
  private static List<String> alike(UnmatchedArgumentException unmatched, String word) {
    CommandLine line = unmatched.getCommandLine();
    Set<String> known =
        word.startsWith("-")
            ? line.getCommandSpec().optionsMap().keySet()
            : line.getSubcommands().keySet();
    return EditDistance.closest(known, word.replaceFirst("=.*", ""))
        .map(List::of)
        .orElse(unmatched.getSuggestions());
  }

  private static String bare(String sentence) {
    String words = sentence.replaceFirst("^Error: ", ""); // picocli's, about groups of options
    String plain =
        words
            .replaceFirst("' is not an? (int|long)$", "' is not a whole number")
            .replaceFirst("' is not a double$", "' is not a number");
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }
}
