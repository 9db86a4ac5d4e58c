package org.attune.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attune.Provenance;
import org.attune.data.FolderLock;
import org.attune.data.TemporaryFolder;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.attune.view.Csv;
import org.attune.view.ReportPage;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * A folder for the results of one run only.
 *
 * <p>Files are written atomically, and the folder is locked during the run. An empty folder is
 * removed when it is closed.
 *
 * <p>A run that was stopped while writing its results writes all of them again: its last checkpoint
 * is removed only after the last file is written.
 */
final class RunFolder implements AutoCloseable {
  /** The subfolder for checkpoints; as long as it exists, the run is unfinished. */
  static final String CHECKPOINTS = "checkpoints";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Path path;
  private final FolderLock lock;
  private final Optional<Path> made;
  private final Optional<String> note;
  private final boolean reopened;
  private final List<String> written = new ArrayList<>();

  private RunFolder(
      Path path, FolderLock lock, Optional<Path> made, Optional<String> note, boolean reopened) {
    this.path = path;
    this.lock = lock;
    this.made = made;
    this.note = note;
    this.reopened = reopened;
  }

  /** Opens the requested folder or one beside it, by default one named after command and time. */
  static RunFolder open(Optional<Path> wanted, String command) {
    Path first =
        wanted.orElseGet(
            () ->
                Path.of(
                    "runs",
                    command + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME)));
    InvalidInputException.unless(
        !Files.exists(first) || Files.isDirectory(first),
        "%s is a file; --out needs a folder.",
        first);
    Path free = first;
    for (int i = 2; ; i++) {
      if (FreeFolder.isFree(free)) {
        Optional<Path> made = FreeFolder.topmostMissing(free);
        FreeFolder.requireWritable(free);
        Optional<FolderLock> lock = FolderLock.tryTo(free);
        if (lock.isPresent()) {
          return new RunFolder(free, lock.get(), made, moved(first, free), false);
        }
      }
      free = first.resolveSibling(first.getFileName() + "-" + i);
    }
  }

  private static Optional<String> moved(Path wanted, Path free) {
    return free.equals(wanted)
        ? Optional.empty()
        : Optional.of(
            wanted
                + " already holds other results and was left unchanged; these results go to "
                + free
                + ".");
  }

  /** Opens the folder of a stopped run, and removes unfinished files. */
  static RunFolder reopen(Path path) {
    FreeFolder.requireWritable(path);
    RunFolder folder =
        new RunFolder(path, FolderLock.of(path), Optional.empty(), Optional.empty(), true);
    Leftovers.removeBelow(path);
    return folder;
  }

  /** Returns whether nothing was written yet, as in a run killed at its start. */
  boolean isEmpty() {
    return FreeFolder.isFree(path);
  }

  private List<Path> entries() {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read.", e);
    }
  }

  /** Returns the folder. */
  Path path() {
    return path;
  }

  /** Returns the subfolder for checkpoints; as long as it exists, the run is unfinished. */
  Path checkpoints() {
    return path.resolve(CHECKPOINTS);
  }

  /** Returns a note if the folder is not the requested one. */
  Optional<String> note() {
    return note;
  }

  /** Writes a table as CSV. */
  void csv(String name, Table table) {
    text(name, Csv.text(table));
  }

  /** Writes a table as CSV again and again as it grows; a reader never sees half of it. */
  void growing(String name, Table table) {
    AtomicFile.replace(path.resolve(name), Csv.text(table).getBytes(StandardCharsets.UTF_8));
    if (!written.contains(name)) {
      written.add(name);
    }
  }

  /** Writes a chart as PNG, and as SVG beside it. */
  void chart(String name, Chart<?, ?> chart) {
    for (String file : List.of(name, name.replaceFirst("\\.png$", ".svg"))) {
      if (reopened) {
        ChartImages.replace(chart, path.resolve(file));
      } else {
        ChartImages.write(chart, path.resolve(file));
      }
    }
    written.add(name + " and .svg");
  }

  /** Returns a name as part of a file's name: "gap-fig-1" for "GAP Fig. 1". */
  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("\\.?[^a-z0-9.]+", "-");
  }

  /** Writes a report as HTML. */
  void page(String name, ReportPage report) {
    ReportPage page = report.fact("command", command());
    if (reopened) {
      page.replace(path.resolve(name));
    } else {
      page.write(path.resolve(name));
    }
    written.add(name);
  }

  /** Writes what determined the results, one fact per line. */
  void provenance(Provenance provenance) {
    StringBuilder lines = new StringBuilder("command: " + command() + "\n");
    provenance.facts().forEach((fact, value) -> lines.append(fact + ": " + value + "\n"));
    text("provenance.txt", lines.toString());
  }

  /** Returns the command that repeats this run. */
  private static String command() {
    return System.getProperty(Attune.COMMAND_LINE, "attune");
  }

  /** Writes a text. */
  void text(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (reopened) {
      AtomicFile.replace(path.resolve(name), bytes);
    } else {
      AtomicFile.create(path.resolve(name), bytes);
    }
    written.add(name);
  }

  /**
   * Saves a model into a subfolder; an existing one was saved by the same run just before it was
   * stopped, and is complete.
   */
  void model(String name, Consumer<Path> saving) {
    Path place = path.resolve(name);
    if (!reopened || !Files.isDirectory(place)) {
      saving.accept(place);
    }
    written.add(name + "/");
  }

  /** Registers a subfolder that was written. */
  void holds(String name) {
    if (!written.contains(name + "/")) {
      written.add(name + "/");
    }
  }

  /** Removes the checkpoints of a finished run, atomically for other processes. */
  void discardCheckpoints() {
    Path folder = checkpoints();
    if (!Files.exists(folder)) {
      return;
    }
    Path hidden = path.resolve(FreeFolder.OURS + UUID.randomUUID() + ".part");
    try {
      Files.move(folder, hidden);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be removed: " + e.getMessage(), e);
    }
    delete(hidden);
  }

  private static void delete(Path folder) {
    try {
      TemporaryFolder.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be removed: " + e.getMessage(), e);
    }
  }

  /** Returns a line with the location of the results. */
  String summary() {
    return "Wrote " + path + ": " + String.join(", ", written);
  }

  @Override
  public void close() {
    lock.close();
    Path next = path.toAbsolutePath();
    boolean more = made.isPresent();
    try {
      if (isUnused()) {
        TemporaryFolder.remove(checkpoints());
      }
      while (more && FreeFolder.isFree(next)) {
        Files.deleteIfExists(next);
        more = !next.equals(made.get());
        next = next.getParent();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(next + " cannot be removed: " + e.getMessage(), e);
    }
  }

  /** Returns whether the run was begun, and neither a checkpoint nor a result was written. */
  boolean isUnused() {
    Path begun = checkpoints();
    return SizeOption.isNew(begun)
        && entries().stream().allMatch(entry -> entry.equals(begun) || FreeFolder.isOurs(entry));
  }
}
