package org.attune.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.attune.data.RecordFile;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.util.Sha256;
import org.attune.util.UninterruptibleFiles;
import org.attune.util.WriteFailure;

/**
 * A folder of finished trials, one file each, which are not repeated.
 *
 * <p>A file is named after a hash of everything that decides its trial, so one folder serves
 * several sweeps, and an extended sweep reuses its trials.
 */
public final class TrialFolder {
  private final Optional<Path> folder;

  private TrialFolder(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Returns a folder that stores nothing. */
  public static TrialFolder none() {
    return new TrialFolder(Optional.empty());
  }

  /** Returns a folder of trials, created when the first one is finished. */
  public static TrialFolder of(Path folder) {
    InvalidInputException.unless(
        !Files.isRegularFile(folder), "%s is a file; trials are kept in a folder.", folder);
    return new TrialFolder(Optional.of(folder));
  }

  private record Kept(String what, Trial trial) {
    Kept {
      InvalidInputException.unless(
          trial.metrics().values().stream().noneMatch(value -> value.isNaN()), "a metric is NaN");
    }
  }

  /** Returns the stored trial of a key, if there is one. */
  public Optional<Trial> find(String what) {
    Optional<Path> file = folder.map(f -> file(f, what)).filter(Files::isRegularFile);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Kept kept = RecordFile.read(file.get(), Kept.class, "delete it to run the trial again");
    return kept.what().equals(what) ? Optional.of(kept.trial()) : Optional.empty();
  }

  /** Stores a trial atomically. A trial with a NaN metric is not stored and will be repeated. */
  public void keep(String what, Trial trial) {
    boolean known = trial.metrics().values().stream().noneMatch(value -> value.isNaN());
    folder
        .filter(place -> known)
        .ifPresent(
            place -> {
              Path file = file(place, what);
              try {
                String text = RecordFile.text(new Kept(what, trial));
                AtomicFile.replace(file, part -> UninterruptibleFiles.write(part, text));
              } catch (IOException e) {
                throw new WriteFailure(file, "the trial cannot be written", e);
              }
            });
  }

  private static Path file(Path folder, String what) {
    return folder.resolve("trial-" + Sha256.of(what).substring(0, 16) + ".json");
  }
}
