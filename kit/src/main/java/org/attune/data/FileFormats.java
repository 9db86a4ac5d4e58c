package org.attune.data;

import java.nio.file.Path;
import java.util.Locale;

/** Recognises the format of a data file and opens it. */
final class FileFormats {
  private FileFormats() {}

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
}
