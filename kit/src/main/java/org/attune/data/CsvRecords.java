package org.attune.data;

import it.unimi.dsi.fastutil.bytes.ByteArrayList;
import java.util.ArrayList;
import java.util.List;
import org.attune.util.InvalidInputException;

/** Cuts a CSV text into records and cells; a quoted cell may hold separators and line breaks. */
final class CsvRecords implements AutoCloseable {
  private final TextLines bytes;
  private final int separator;
  private final ByteArrayList cell = new ByteArrayList();
  private final List<byte[]> cells = new ArrayList<>();
  private long line;

  CsvRecords(TextLines bytes, char separator) {
    this.bytes = bytes;
    this.separator = separator;
  }

  /** Moves to the next record and returns whether there is one. */
  boolean next() {
    cells.clear();
    line = bytes.line();
    int b = bytes.read();
    if (b < 0) {
      return false;
    }
    while (true) {
      b = b == '"' ? quoted() : plain(b);
      cells.add(cell.toByteArray());
      cell.clear();
      if (b != separator) {
        return true;
      }
      b = bytes.read();
    }
  }

  /** Returns the cells of the current record; fails if one is not UTF-8. */
  List<String> cells() {
    return cells.stream().map(TextLines::decoded).toList();
  }

  /** Returns the line on which the current record begins, counted from 1. */
  long line() {
    return line;
  }

  @Override
  public void close() {
    bytes.close();
  }

  /** Collects an unquoted cell and returns the byte that ends it. */
  private int plain(int first) {
    int b = first;
    while (b >= 0 && b != separator && b != '\n') {
      if (b == '\r') {
        b = bytes.read();
        if (b < 0 || b == '\n') {
          return b;
        }
        put('\r');
      } else {
        put(b);
        b = bytes.read();
      }
    }
    return b;
  }

  /** Collects a quoted cell, in which two quotation marks stand for one. */
  private int quoted() {
    while (true) {
      int b = bytes.read();
      if (b < 0) {
        throw InvalidInputException.of(
            "%s: the quotation mark that opened a cell of the record of line %d is never"
                + " closed.",
            bytes.place(), line);
      }
      if (b != '"') {
        put(b);
        continue;
      }
      int after = bytes.read();
      if (after == '"') {
        put('"');
      } else {
        return end(after);
      }
    }
  }

  private int end(int after) {
    int b = after == '\r' ? bytes.read() : after;
    if (b >= 0 && b != separator && b != '\n') {
      throw new InvalidInputException(
          bytes.place()
              + ": more text follows a quoted cell; double the quotation marks inside it.");
    }
    return b;
  }

  private void put(int b) {
    bytes.requireRoom(cell.size());
    cell.add((byte) b);
  }
}
