package org.attune.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.Provenance;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.view.ChartImages;
import org.attune.view.ReportPage;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * A folder that the results of one run go to; it never held anything else.
 *
 * <p>Files appear whole or not at all. A folder into which nothing was written disappears again
 * when it is closed.
 */
final class RunFolder implements AutoCloseable {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Path path;
  private final Optional<Path> made;
  private final Optional<String> note;
  private final List<String> written = new ArrayList<>();

  private RunFolder(Path path, Optional<Path> made, Optional<String> note) {
    this.path = path;
    this.made = made;
    this.note = note;
  }

  /** Opens the wanted folder or one beside it, by default one named after command and time. */
  static RunFolder open(Optional<Path> wanted, String command) {
    Path first =
        wanted.orElseGet(
            () ->
                Path.of(
                    "runs",
                    command + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME)));
    InvalidInputException.unless(
        !Files.isRegularFile(first), "%s is a file; --out takes the name of a folder.", first);
    Path free = first;
    for (int i = 2; !isFree(free); i++) {
      free = first.resolveSibling(first.getFileName() + "-" + i);
    }
    String moved = first + " holds other results and is kept; these go to " + free + ".";
    Optional<Path> made = topmostMissing(free);
    requireWritable(free);
    return new RunFolder(free, made, free.equals(first) ? Optional.empty() : Optional.of(moved));
  }

  /** Opens the folder of a run that was stopped. */
  static RunFolder reopen(Path path) {
    InvalidInputException.unless(
        Files.isDirectory(path), "%s: there is no such run to go on with.", path);
    requireWritable(path);
    return new RunFolder(path, Optional.empty(), Optional.empty());
  }

  private static boolean isFree(Path folder) {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Finds out now rather than after an hour of training. */
  private static void requireWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".attune-", ".part"));
    } catch (IOException e) {
      String why =
          e instanceof FileSystemException refused
              ? CommandFailure.reason(refused)
              : String.valueOf(e.getMessage());
      throw new InvalidInputException(
          folder + ": results cannot be written there (" + why + "); choose another --out.", e);
    }
  }

  /** Returns the folder. */
  Path path() {
    return path;
  }

  /** Returns a sentence when the folder is another than the wanted one. */
  Optional<String> note() {
    return note;
  }

  /** Writes a frame as CSV. */
  void csv(String name, Table table) {
    StringWriter text = new StringWriter();
    table.write().csv(text);
    text(name, text.toString());
  }

  /** Writes a chart as PNG. */
  void chart(String name, Chart<?, ?> chart) {
    ChartImages.write(chart, path.resolve(name));
    written.add(name);
  }

  /** Writes a report as HTML. */
  void page(String name, ReportPage page) {
    page.write(path.resolve(name));
    written.add(name);
  }

  /** Writes what decided the results, one fact a line. */
  void provenance(Provenance provenance) {
    StringBuilder lines = new StringBuilder();
    provenance.facts().forEach((fact, value) -> lines.append(fact + ": " + value + "\n"));
    text("provenance.txt", lines.toString());
  }

  /** Writes a text. */
  void text(String name, String text) {
    AtomicFile.create(path.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    written.add(name);
  }

  /** Remembers a folder that was written below this one. */
  void holds(String name) {
    written.add(name + "/");
  }

  /** Removes a folder of intermediate things below this one. */
  void discard(String name) {
    Path folder = path.resolve(name);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be removed: " + e.getMessage(), e);
    }
  }

  /** Returns the line that says where the results are. */
  String summary() {
    return "Wrote " + path + ": " + String.join(", ", written);
  }

  @Override
  public void close() {
    Path next = path.toAbsolutePath();
    boolean more = made.isPresent();
    try {
      while (more && isFree(next)) {
        Files.deleteIfExists(next);
        more = !next.equals(made.get());
        next = next.getParent();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(next + " cannot be removed: " + e.getMessage(), e);
    }
  }

  /** Returns the outermost folder that has to be made for this one to exist. */
  private static Optional<Path> topmostMissing(Path folder) {
    Path missing = null;
    for (Path at = folder.toAbsolutePath(); at != null && !Files.exists(at); at = at.getParent()) {
      missing = at;
    }
    return Optional.ofNullable(missing);
  }
}
