package org.attune.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;
import tech.tablesaw.api.Table;

/**
 * What a command left in its folder: tables and provenance.
 *
 * @param name the name of the folder
 * @param facts the provenance
 * @param tables the CSV files by name, without their ending
 */
record RunResults(String name, Map<String, String> facts, Map<String, Table> tables) {
  private static final String PROVENANCE = "provenance.txt";
  private static final String CSV = ".csv";

  /** Reads a folder. */
  static RunResults read(Path folder) {
    InvalidInputException.unless(
        Files.isDirectory(folder), "%s: the results folder does not exist.", folder);
    Map<String, Table> tables = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> csv =
          files.filter(file -> file.getFileName().toString().endsWith(CSV)).sorted().toList();
      for (Path file : csv) {
        String name = file.getFileName().toString();
        tables.put(name.substring(0, name.length() - CSV.length()), table(file));
      }
      InvalidInputException.unless(
          !tables.isEmpty(),
          "%s holds no tables (.csv); give the --out folder of an earlier command.",
          folder);
      Path end = folder.toAbsolutePath().normalize().getFileName();
      return new RunResults(end.toString(), facts(folder.resolve(PROVENANCE)), tables);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Table table(Path file) {
    try {
      return WrittenTable.read(file);
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          file + " is not a table written by the kit (" + e.getMessage() + ").", e);
    }
  }

  private static Map<String, String> facts(Path file) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    if (Files.isRegularFile(file)) {
      for (String line : Files.readAllLines(file)) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          facts.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
    }
    return facts;
  }

  /** Returns these results under another name. */
  RunResults named(String other) {
    return new RunResults(other, facts, tables);
  }
}
