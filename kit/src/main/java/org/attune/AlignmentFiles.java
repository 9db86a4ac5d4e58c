package org.attune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.data.TemporaryFolder;
import org.attune.runs.RunRecord;
import org.attune.runs.SavedMethod;
import org.attune.train.loop.RunSettings;
import org.attune.train.offline.PolicyTraining;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.view.Costs;
import org.attune.view.Csv;

/** Writes an alignment into a folder, and reads it. */
final class AlignmentFiles {
  /** The folder of checkpoints of an unfinished run, in the run's folder. */
  static final String CHECKPOINTS = "checkpoints";

  private AlignmentFiles() {}

  /**
   * Writes policy, start, history, provenance and the text that repeats the run. {@code run.json}
   * comes last: a folder without it is not a whole run.
   */
  static Path save(AlignmentResult run, Path folder) {
    boolean unfinished = Files.isDirectory(folder.resolve(CHECKPOINTS));
    InvalidInputException.unless(
        unfinished || isFree(folder),
        "%s holds other files and was left unchanged; save the run to a new folder.",
        folder);
    run.policy().requirePlain("saved");
    if (unfinished) {
      remove(folder.resolve(RunRecord.POLICY)); // Left by a process that was killed here.
      remove(folder.resolve(RunRecord.START));
    }
    run.policy().save(folder.resolve(RunRecord.POLICY));
    boolean bundled = run.start().isBundled();
    if (!bundled) {
      run.start().save(folder.resolve(RunRecord.START));
    }
    text(folder.resolve("history.csv"), Csv.text(run.history().table()));
    text(folder.resolve("provenance.txt"), lines(run.provenance().facts()));
    text(folder.resolve("reproduce.jshell"), run.reproduce());
    run.record().write(folder);
    remove(folder.resolve(CHECKPOINTS));
    return folder;
  }

  private static String lines(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + ": " + fact.getValue().strip().replace("\n", "\n    ") + "\n")
        .collect(Collectors.joining());
  }

  /** Returns what {@code run.json} says about a run. */
  static RunRecord record(AlignmentResult run) {
    return new RunRecord(
        run.method().name(),
        run.method().toString(),
        run.method().config(),
        run.start().name(),
        run.start().hash(),
        run.start().isBundled(),
        run.policy().hash(),
        run.context().dataHash(),
        run.finished(),
        run.examples(),
        run.seconds(),
        run.context().before().stages(),
        run.encoding(),
        run.context().warnings(),
        run.provenance().facts(),
        run.reproduce(),
        run.history().steps());
  }

  /** Reads a run; the start is the bundled model or the one beside the policy. */
  static AlignmentResult load(Path folder) {
    RunRecord kept = RunRecord.read(folder);
    Path own = folder.resolve(RunRecord.START);
    InvalidInputException.unless(
        kept.bundledStart() || Files.isDirectory(own),
        "%s does not contain the policy that the run started from; load the aligned policy with"
            + " Policy.load(Path.of(\"%s\")).",
        folder,
        folder.resolve(RunRecord.POLICY));
    Policy start = kept.bundledStart() ? Policy.bundled() : Policy.load(own);
    Policy policy = Policy.load(folder.resolve(RunRecord.POLICY));
    PolicyTraining.Result result =
        new PolicyTraining.Result(
            policy.model(),
            policy.layout(),
            kept.history(),
            kept.finished(),
            kept.examples(),
            kept.encoding());
    SavedMethod method = new SavedMethod(kept.method(), kept.config(), kept.settings());
    return new AlignmentResult(start.named(kept.start()), method, result, context(kept))
        .withSeconds(kept.seconds());
  }

  private static RunContext context(RunRecord kept) {
    return new RunContext(
        kept.dataHash(),
        new Costs(kept.method(), new LinkedHashMap<>(kept.costs())),
        kept.warnings(),
        kept.provenance(),
        kept.reproduce(),
        "",
        "",
        Optional.of(new Provenance(kept.provenance())));
  }

  /** Returns the whole run of a folder, if there is one, after checking that it is the same run. */
  static Optional<AlignmentResult> same(
      Path folder, String settings, String dataHash, Policy start) {
    if (!RunRecord.isIn(folder)) {
      return Optional.empty();
    }
    RunRecord kept = RunRecord.read(folder);
    RunSettings wanted = settings(settings, dataHash, start.hash());
    RunSettings there = settings(kept.settings(), kept.dataHash(), kept.startHash());
    InvalidInputException.unless(
        wanted.fingerprint().equals(there.fingerprint()),
        "%s holds a different run (%s: %s); choose another folder.",
        folder,
        kept.method(),
        wanted.difference(there.values()).orElse("other data, start or settings"));
    return Optional.of(load(folder));
  }

  private static RunSettings settings(String method, String data, String start) {
    return RunSettings.of(method + "|" + data + "|" + start)
        .parts("", method)
        .with("data", data)
        .with("start", start);
  }

  private static boolean isFree(Path folder) {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  private static void text(Path file, String text) {
    AtomicFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      TemporaryFolder.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be removed (" + e.getMessage() + ").", e);
    }
  }
}
