package org.attune.data;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The objects of one file in order: the lines of JSON Lines, the elements of one JSON array, the
 * records of a CSV file or the rows of a Parquet file.
 */
interface JsonSource extends AutoCloseable {
  /**
   * Opens a readable file. Parquet is known by its first bytes, CSV and TSV by the file's name; a
   * text that begins with {@code [} is one array, and any other is JSON Lines.
   */
  static JsonSource open(Path file, ReadOptions reading) {
    if (ParquetSource.begins(file)) {
      return ParquetSource.open(file);
    }
    TextLines bytes = TextLines.open(file);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.[ct]sv(\\.gz|\\.zst)?")) {
      char usual = name.contains(".tsv") ? '\t' : ',';
      return new CsvSource(bytes, CsvSource.separator(bytes.firstLine(), usual), reading);
    }
    return bytes.firstVisible() == '[' ? new JsonArrayReader(bytes) : new JsonLinesReader(bytes);
  }

  /** Returns the share of the file that has been read, or NaN if it is unknown. */
  double share();

  /** Moves to the next object and returns whether there is one. */
  boolean advance();

  /** Returns where the current object begins, such as {@code line 3}, counted from 1. */
  String place();

  /** Returns the current object, or nothing for a blank line; fails if it is malformed. */
  Optional<JsonObject> object();

  @Override
  void close();
}
