package org.attune.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.util.UninterruptibleFiles;

/**
 * A cache folder of samples, so that nothing is sampled twice.
 *
 * <p>A file belongs to one policy's weights and layout, one way of sampling with its seed, and one
 * list of prompts. Rewards are not part of it: selection by reward is repeated. An unusable file is
 * ignored with a warning and rewritten; any file may be deleted.
 */
public final class SampleCache {
  /**
   * The environment variable that names the folder of {@link #standard()}; {@code off} disables the
   * cache.
   */
  public static final String SETTING = "ATTUNE_SAMPLES";

  private final Path folder; // null disables the cache

  private SampleCache(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns the folder that the setting names, or {@code .cache/attune/samples} in the home
   * directory.
   */
  public static SampleCache standard() {
    String wish = System.getenv(SETTING);
    if (wish == null || wish.isBlank()) {
      return in(Path.of(System.getProperty("user.home"), ".cache", "attune", "samples"));
    }
    return wish.equals("off") ? none() : in(Path.of(wish));
  }

  /** Returns a cache in a folder, which is created on first use. */
  public static SampleCache in(Path folder) {
    InvalidInputException.unless(
        !Files.exists(folder) || Files.isDirectory(folder),
        "Samples cannot be stored in %s, which is a file; choose a folder.",
        folder);
    return new SampleCache(folder);
  }

  /** Returns a disabled cache. */
  public static SampleCache none() {
    return new SampleCache(null);
  }

  /**
   * Returns cached samples, or samples and caches them.
   *
   * @param naming returns the key, which takes a hash of the weights
   */
  List<List<Candidate>> of(Supplier<SampleKey> naming, Supplier<List<List<Candidate>>> sample) {
    if (folder == null) {
      return sample.get();
    }
    SampleKey key = naming.get();
    Path file = folder.resolve(key.fileName());
    Optional<List<List<Candidate>>> kept = read(file, key);
    if (kept.isPresent()) {
      return kept.get();
    }
    List<List<Candidate>> fresh = sample.get();
    write(file, SampleFile.text(key, fresh));
    return fresh;
  }

  private static Optional<List<List<Candidate>>> read(Path file, SampleKey key) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SampleFile.parse(key, Files.readString(file)));
    } catch (IOException | RuntimeException e) {
      warn(file + " holds no samples that can be used, so they are sampled again.");
      return Optional.empty();
    }
  }

  /** Writes a file; a failure only means sampling again next time. */
  private void write(Path file, String text) {
    try {
      AtomicFile.replace(file, part -> UninterruptibleFiles.write(part, text));
    } catch (IOException e) {
      warn("Samples could not be stored in " + folder + " (" + e.getMessage() + ").");
    }
  }

  private static void warn(String sentence) {
    System.err.println("attune: " + sentence);
  }

  @Override
  public String toString() {
    return folder == null ? "no samples kept" : "samples in " + folder;
  }
}
