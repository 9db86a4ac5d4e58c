package org.attune.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every exception into one sentence and an exit code. */
final class ExceptionHandlers implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int USAGE = 2;

  @Override
  public int handleParseException(ParameterException trouble, String[] args) {
    CommandLine line = trouble.getCommandLine();
    String help = line.getCommandSpec().qualifiedName() + " --help";
    String sentence = said(trouble) + "; see '" + help + "'.";
    return new CommandFailure(USAGE, sentence)
        .tell(line.getErr(), trouble, List.of(args).contains("--verbose"));
  }

  @Override
  public int handleExecutionException(Exception trouble, CommandLine line, ParseResult parsed) {
    boolean verbose = parsed.originalArgs().contains("--verbose");
    return CommandFailure.of(trouble).tell(line.getErr(), trouble, verbose);
  }

  private static String said(ParameterException trouble) {
    if (!(trouble instanceof UnmatchedArgumentException unmatched)) {
      return bare(trouble.getMessage());
    }
    if (unmatched.getUnmatched().isEmpty()) { // An option where a value was expected.
      return bare(unmatched.getMessage());
    }
    boolean root = trouble.getCommandLine().getParent() == null;
    String word = unmatched.getUnmatched().get(0);
    String what = word.startsWith("-") ? "option" : root ? "command" : "argument";
    List<String> alike = unmatched.getSuggestions();
    String guess = alike.isEmpty() ? "" : ", did you mean " + String.join(" or ", alike) + "?";
    return "There is no " + what + " '" + word + "'" + guess;
  }

  private static String bare(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
