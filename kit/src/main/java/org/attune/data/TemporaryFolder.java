package org.attune.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Temporary folders named after the process that made them: what a killed process leaves, the next
 * one removes.
 */
public final class TemporaryFolder {
  private static final Pattern NAME = Pattern.compile("attune-[a-z]+-(\\d{1,18})-\\d+");

  private TemporaryFolder() {}

  /** Makes a new folder; {@code what} is a lower-case word. */
  public static Path create(String what) throws IOException {
    Path root = Path.of(System.getProperty("java.io.tmpdir"));
    removeOrphans(root);
    long own = ProcessHandle.current().pid();
    return Files.createTempDirectory(root, "attune-" + what + "-" + own + "-");
  }

  /** Returns the path of a folder of this process, which need not exist. */
  public static Path ofProcess(String what) {
    Path root = Path.of(System.getProperty("java.io.tmpdir"));
    return root.resolve("attune-" + what + "-" + ProcessHandle.current().pid() + "-0");
  }

  /** Removes a folder with everything in it. */
  public static void remove(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    }
  }

  private static void removeOrphans(Path root) {
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.filter(TemporaryFolder::isOrphan).toList()) {
        remove(entry);
      }
    } catch (IOException | java.io.UncheckedIOException ignored) {
      // Another user's, or another process was quicker.
    }
  }

  private static boolean isOrphan(Path entry) {
    Matcher name = NAME.matcher(entry.getFileName().toString());
    return name.matches()
        && Files.isDirectory(entry)
        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }
}
