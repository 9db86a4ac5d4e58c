package org.attune.train.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.data.FolderLock;
import org.attune.data.RecordFile;
import org.attune.engine.DType;
import org.attune.engine.HostTensor;
import org.attune.model.io.SafeTensors;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.util.UninterruptibleFiles;
import org.attune.util.WriteFailure;

/**
 * A folder of snapshots from which a run resumes with identical results.
 *
 * <p>A snapshot holds weights, optimiser and history; the order of the data and the learning rate
 * follow from the step. It is written to a temporary name and renamed, so that a kill at any time
 * leaves the previous one intact; the two newest are kept.
 */
public final class Checkpoint implements AutoCloseable {
  private static final String ADVICE =
      "delete this step's folder to continue from the checkpoint before it";
  private static final String PREFIX = "step-";
  private static final String SECONDS = "seconds.txt";

  private final Path folder;
  private final RunSettings settings;
  private FolderLock lock;

  public Checkpoint(Path folder, RunSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** The state of a run after a step. */
  public record TrainerState(
      History history, Map<String, HostTensor> weights, Map<String, HostTensor> optimiser) {}

  private record State(
      String fingerprint, Optional<Map<String, String>> settings, List<StepMetrics> steps) {
    State {
      for (int i = 0; i < steps.size(); i++) {
        InvalidInputException.unless(
            steps.get(i).step() == i + 1, "step %d is at position %d", steps.get(i).step(), i + 1);
      }
    }
  }

  /** Writes a snapshot, removes all but the newest two, and returns its folder. */
  public Path write(TrainerState snapshot) {
    int step = snapshot.history().steps().size();
    Path place = folder.resolve(String.format("%s%08d", PREFIX, step));
    try {
      hold();
      replace(place, snapshot);
      prune();
      return place;
    } catch (IOException e) {
      throw new WriteFailure(folder, "the checkpoint cannot be written", e);
    }
  }

  private void replace(Path place, TrainerState snapshot) throws IOException {
    Path temporary =
        Files.createDirectory(folder.resolve("part-" + Long.toHexString(System.nanoTime())));
    try {
      fill(temporary, snapshot);
      if (Files.exists(place)) {
        delete(place);
      }
      Files.move(temporary, place);
    } finally {
      // Remove unfinished files, so that they do not fill a full disk further.
      if (Files.exists(temporary)) {
        delete(temporary);
      }
    }
  }

  /**
   * Writes a snapshot and records its duration on the last step, and in a separate file, since the
   * snapshot was written before the duration was known.
   */
  public void noted(List<StepMetrics> steps, TrainerState snapshot) {
    long began = System.nanoTime();
    Path place = write(snapshot);
    double seconds = (System.nanoTime() - began) / 1e9;
    try {
      AtomicFile.replace(
          place.resolve(SECONDS),
          part -> UninterruptibleFiles.write(part, String.valueOf(seconds)));
    } catch (IOException e) {
      throw new WriteFailure(place, "the checkpoint's time cannot be written", e);
    }
    note(steps, seconds);
  }

  private static void note(List<StepMetrics> steps, double seconds) {
    int last = steps.size() - 1;
    steps.set(last, Phase.CHECKPOINTS.noted(steps.get(last), seconds));
  }

  /**
   * Returns the steps of a snapshot; the duration is missing if the run was killed before it was
   * recorded.
   */
  private static History history(Path place, List<StepMetrics> written) throws IOException {
    List<StepMetrics> steps = new ArrayList<>(written);
    Path seconds = place.resolve(SECONDS);
    if (Files.isRegularFile(seconds) && !steps.isEmpty()) {
      double took = Double.parseDouble(Files.readString(seconds));
      InvalidInputException.unless(
          took >= 0, "%s: %s is not a number of seconds; %s.", seconds, took, ADVICE);
      note(steps, took);
    }
    return new History(steps);
  }

  private void fill(Path place, TrainerState snapshot) throws IOException {
    SafeTensors.write(place.resolve("weights.safetensors"), snapshot.weights(), DType.F32);
    SafeTensors.write(place.resolve("optimiser.safetensors"), snapshot.optimiser(), DType.F32);
    UninterruptibleFiles.write(
        place.resolve("state.json"),
        RecordFile.line(
            new State(
                settings.fingerprint(),
                Optional.of(settings.values()),
                snapshot.history().steps())));
  }

  /** Locks the folder: a second run in it would delete what this one writes. */
  private void hold() throws IOException {
    Files.createDirectories(folder);
    if (lock == null) {
      lock = FolderLock.of(folder);
    }
  }

  /** Releases the folder. */
  @Override
  public void close() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  /** Returns the newest snapshot, if there is one; a snapshot of another run is rejected. */
  public Optional<TrainerState> read() {
    List<Path> places = places();
    if (places.isEmpty()) {
      return Optional.empty();
    }
    Path place = places.get(places.size() - 1);
    try {
      hold();
      State state = RecordFile.read(place.resolve("state.json"), State.class, ADVICE);
      requireSame(state);
      return Optional.of(
          new TrainerState(
              history(place, state.steps()),
              tensors(place.resolve("weights.safetensors")),
              tensors(place.resolve("optimiser.safetensors"))));
    } catch (IOException | NumberFormatException e) {
      throw new InvalidInputException(place + ": the checkpoint is damaged; " + ADVICE + ".", e);
    }
  }

  private void requireSame(State state) {
    InvalidInputException.unless(
        state.fingerprint().equals(settings.fingerprint()),
        "%s holds checkpoints of another run (%s); repeat the options of that run, or choose"
            + " another folder.",
        folder,
        state
            .settings()
            .flatMap(settings::difference)
            .orElse("other data, model, method, settings or seed"));
  }

  private static Map<String, HostTensor> tensors(Path file) {
    Map<String, HostTensor> tensors = SafeTensors.read(file);
    tensors.forEach((name, tensor) -> tensor.requireFinite(String.valueOf(file), name));
    return tensors;
  }

  private List<Path> places() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Also removes temporary files that a kill during writing left. */
  private void prune() throws IOException {
    List<Path> places = places();
    for (Path old : places.subList(0, Math.max(0, places.size() - 2))) {
      delete(old);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path part :
          entries.filter(entry -> entry.getFileName().toString().startsWith("part-")).toList()) {
        delete(part);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
