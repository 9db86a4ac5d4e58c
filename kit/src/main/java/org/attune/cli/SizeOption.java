package org.attune.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.attune.claims.ResponseSpeed;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.view.Durations;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options for how much of the bundled world the whole pipeline uses. */
final class SizeOption {
  private static final String FILE = "size.txt";

  /** Options that leave the amount of work as it is; with any other it is not measured. */
  private static final Set<String> BESIDE =
      Set.of(
          "--out",
          "--seed",
          "--verbose",
          "--learning-rate",
          "--max-tokens",
          "--checkpoint-every",
          "--resume");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description =
          "How much of the bundled world to use: full (20,000 pairs, 600 steps), half, quarter or"
              + " eighth (default without other options: the largest that takes at most"
              + " three minutes on this machine, by a speed test).")
  private RunSize size;

  @Option(names = "--full", description = "The same as --size full.")
  private boolean full;

  /**
   * The size of a run.
   *
   * @param measured the speed that it was chosen by, if it was chosen now
   * @param given whether the options say it
   */
  record Choice(RunSize size, Optional<ResponseSpeed> measured, boolean given) {
    /** Returns a sentence for the screen. */
    String text() {
      return measured
          .map(
              speed ->
                  size.text()
                      + ", about "
                      + Durations.text(size.duration(speed))
                      + " on this machine while it does nothing else"
                      + (size == RunSize.FULL ? "" : "; --full for all"))
          .orElseGet(size::text);
    }

    /** Returns how the size was chosen, for the provenance; nothing if the options say it. */
    String reason() {
      return given
          ? ""
          : "; "
              + size.option()
              + measured
                  .map(speed -> ", the largest of at most 3 min by a speed test: " + speed)
                  .orElse(", as before the run was resumed");
    }
  }

  /** Rejects options that contradict each other. */
  void check(boolean bundled) {
    InvalidInputException.unless(
        !full || size == null || size == RunSize.FULL,
        "--full and --size %s contradict each other; give one of them.",
        size == null ? "" : size.option());
    if (!bundled) {
      UnusedOptions.refuse(
          command, "--data and --test have a size of their own", Set.of("--size", "--full"));
    }
  }

  /**
   * Returns the size, which a resumed run keeps.
   *
   * @param checkpoints the run's folder of checkpoints
   * @param measuring measures the machine
   */
  Choice choose(Path checkpoints, Supplier<ResponseSpeed> measuring) {
    if (full || size != null) {
      return new Choice(full ? RunSize.FULL : size, Optional.empty(), true);
    }
    Path kept = checkpoints.resolve(FILE);
    if (Files.exists(kept)) {
      return new Choice(read(kept), Optional.empty(), false);
    }
    if (!isPlain() || !isNew(checkpoints)) {
      return new Choice(RunSize.FULL, Optional.empty(), true);
    }
    ResponseSpeed speed = measuring.get();
    RunSize fitting = RunSize.fitting(speed);
    AtomicFile.create(kept, (fitting.option() + "\n").getBytes(StandardCharsets.UTF_8));
    return new Choice(fitting, Optional.of(speed), false);
  }

  /** Returns whether a folder of checkpoints holds none, but at most the size of their run. */
  static boolean isNew(Path checkpoints) {
    String[] names = checkpoints.toFile().list();
    return names != null && Set.of(FILE).containsAll(List.of(names));
  }

  private boolean isPlain() {
    return command.commandLine().getParseResult().matchedOptions().stream()
        .map(OptionSpec::longestName)
        .allMatch(BESIDE::contains);
  }

  private static RunSize read(Path file) {
    try {
      return RunSize.valueOf(Files.readString(file).strip().toUpperCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(file + " names no size of a run; begin a new one.", e);
    }
  }
}
