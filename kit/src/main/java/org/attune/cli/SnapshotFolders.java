package org.attune.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.Policy;
import org.attune.data.RecordFile;
import org.attune.engine.DType;
import org.attune.method.AlignmentMethod;
import org.attune.model.io.PolicyFolder;
import org.attune.train.loop.RunOptions;
import org.attune.train.loop.Snapshot;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;

/**
 * The snapshots of a training, kept as Hugging Face folders below the run, with a card that
 * identifies the run.
 */
final class SnapshotFolders {
  /** The subfolder of a training run that holds the snapshots. */
  static final String FOLDER = "snapshots";

  private static final String CARD = "run.json";
  private static final String PREFIX = "step-";

  private final Path run;

  SnapshotFolders(Path run) {
    this.run = run;
  }

  /**
   * The run of the snapshots: the method with its settings, its seed, and the hash of the start
   * policy.
   */
  record Card(String method, String settings, long seed, String start) {}

  /**
   * Returns run options that keep {@code count} evenly spaced snapshots, each written as soon as it
   * exists.
   */
  RunOptions runOptions(RunOptions runOptions, int count, AlignmentMethod method) {
    InvalidInputException.unless(count > 0, "--snapshots must be > 0, got %d; try 10.", count);
    int steps = method.config().steps();
    InvalidInputException.unless(
        steps > 0, "--snapshots are spread over --steps; use --steps rather than --epochs.");
    InvalidInputException.unless(
        count <= steps, "%d --snapshots do not fit into %d steps; ask for fewer.", count, steps);
    return runOptions.snapshots(steps / count).onSnapshot(this::write);
  }

  private void write(Snapshot snapshot) {
    Path place = run.resolve(FOLDER).resolve(String.format("%s%08d", PREFIX, snapshot.step()));
    // A killed run repeats its last steps, which lead to the same policy.
    if (!Files.isDirectory(place)) {
      PolicyFolder.save(snapshot.model(), snapshot.layout(), place, Map.of(), DType.F32);
    }
  }

  /** Writes the card, after all snapshots. */
  void finish(AlignmentMethod method, Policy start) {
    Card card = new Card(method.name(), method.toString(), method.config().seed(), start.hash());
    byte[] text = RecordFile.text(card).getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(run.resolve(FOLDER).resolve(CARD), text);
  }

  /** Returns the card of a finished run. */
  Card card() {
    InvalidInputException.unless(Files.isDirectory(run), "%s: the run folder does not exist.", run);
    Path file = run.resolve(FOLDER).resolve(CARD);
    InvalidInputException.unless(
        Files.isRegularFile(file),
        "%s holds no finished run with snapshots; train one with --snapshots 10.",
        run);
    return RecordFile.read(file, Card.class, "train the run again");
  }

  /**
   * Returns the run as a job that only loads its policies, or has them if it runs in another
   * process, which may not see the folder.
   */
  CurveJob job(boolean elsewhere) {
    Card card = card();
    String what = run.toAbsolutePath().normalize() + card.settings() + card.start();
    List<Policy> loaded = elsewhere ? policies(card) : List.of();
    CurveJob.Work work =
        elsewhere ? runOptions -> Optional.of(loaded) : runOptions -> Optional.of(policies(card));
    return new CurveJob(card.method(), String.valueOf(run), card.seed(), what, 1, work);
  }

  /**
   * Returns the policies in order of steps, followed by the run's final policy unless it is the
   * last snapshot.
   */
  private List<Policy> policies(Card card) {
    List<Policy> policies = new ArrayList<>();
    try (Stream<Path> entries = Files.list(run.resolve(FOLDER))) {
      for (Path place : entries.filter(Files::isDirectory).sorted().toList()) {
        String name = place.getFileName().toString();
        InvalidInputException.unless(
            name.matches(PREFIX + "\\d{1,9}"),
            "%s is not a snapshot; move it out of %s.",
            name,
            run.resolve(FOLDER));
        int step = Integer.parseInt(name.substring(PREFIX.length()));
        policies.add(Policy.load(place).named(card.method() + " @" + step));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Policy end = ModelOption.load(run);
    if (policies.isEmpty() || !policies.get(policies.size() - 1).hash().equals(end.hash())) {
      policies.add(end.named(card.method() + " at its end"));
    }
    return policies;
  }
}
