package org.attune.data;

import java.nio.file.Path;

/** The JSON texts of one file in order: its lines, or the elements of its one array. */
interface JsonSource extends AutoCloseable {
  /** Opens a readable file; a file that begins with {@code [} is one array. */
  static JsonSource open(Path file) {
    TextLines bytes = TextLines.open(file);
    return bytes.firstVisible() == '[' ? new JsonArrayReader(bytes) : new JsonLinesReader(bytes);
  }

  /** Moves to the next text and returns whether there is one. */
  boolean advance();

  /** Returns the number of the line on which the current text begins, counted from 1. */
  long number();

  /** Returns the current text; fails if it is not UTF-8. */
  String text();

  @Override
  void close();
}
