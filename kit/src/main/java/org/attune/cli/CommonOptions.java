package org.attune.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.view.PlainText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that every command has, and its output streams. */
@OptionGroup("Run")
final class CommonOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--seed", paramLabel = "N", description = "Random seed (default: 1).")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      converter = ResultFolder.class,
      description = "Folder for the results (default: runs/<command>-<date>-<time>).")
  private Path out;

  @Option(names = "--verbose", description = "Show the stack trace when something fails.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** Rejects what cannot become a folder while options are read, before anything is loaded. */
  static final class ResultFolder implements ITypeConverter<Path> {
    @Override
    public Path convert(String folder) {
      Path path = Path.of(folder);
      FreeFolder.obstacle(path)
          .ifPresent(
              why -> {
                throw new TypeConversionException(why + "; name a new folder");
              });
      return path;
    }
  }

  private final List<String> held = new ArrayList<>();
  private final Set<String> said = new HashSet<>();

  /** Returns the random seed. */
  long seed() {
    return seed;
  }

  /** Opens the folder for the results and prints a note if it is not the requested one. */
  RunFolder folder() {
    RunFolder folder = RunFolder.open(Optional.ofNullable(out), command.name());
    folder.note().ifPresent(this::note);
    return folder;
  }

  /** Returns the requested folder, if any. */
  Optional<Path> wantedFolder() {
    return Optional.ofNullable(out);
  }

  /** Prints a result. */
  void print(String text) {
    release();
    PrintWriter out = command.commandLine().getOut();
    out.println(PlainText.of(text.stripTrailing()));
    out.flush();
  }

  /** Prints a note, which is not a result; the same one is printed once. */
  void note(String sentence) {
    release();
    say(sentence);
  }

  /**
   * Keeps a note until the command says something else. A command that refuses its input so says
   * one sentence, why.
   */
  void hold(String sentence) {
    held.add(sentence);
  }

  private void release() {
    held.forEach(this::say);
    held.clear();
  }

  private void say(String sentence) {
    String words = CommandFailure.optionWords(sentence);
    if (said.add(words)) {
      PrintWriter err = command.commandLine().getErr();
      err.println(PlainText.of(words));
      err.flush();
    }
  }
}
