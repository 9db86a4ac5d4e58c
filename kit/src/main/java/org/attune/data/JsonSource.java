package org.attune.data;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * The objects of one file in order: the lines of JSON Lines, the elements of one JSON array, the
 * records of a CSV file or the rows of a Parquet file.
 */
interface JsonSource extends AutoCloseable {
  /** Returns the share of the file that has been read, or NaN if it is unknown. */
  double share();

  /** Moves to the next object and returns whether there is one. */
  boolean advance();

  /** Returns where the current object begins, such as {@code line 3}, counted from 1. */
  String place();

  /** Returns the current object, or nothing for a blank line; fails if it is malformed. */
  Optional<JsonObject> object();

  /** Returns whether the file names its columns before the first object, as CSV does. */
  default boolean hasHeader() {
    return false;
  }

  @Override
  void close();
}
