package org.attune.data;

import java.util.List;

/**
 * Where rows were read from, and what the reader skipped.
 *
 * @param files the files, in order; empty for rows made in memory
 * @param skipped how many bad lines were skipped
 * @param skippedLines a message for each of them, at most {@value #MOST_SENTENCES}
 * @param ignoredColumns the columns that were not read, in order of appearance
 * @param sampling seconds spent on sampling these responses, 0 where they were read
 */
public record LoadReport(
    List<String> files,
    int skipped,
    List<String> skippedLines,
    List<String> ignoredColumns,
    double sampling) {
  /** The number of messages kept; beyond it bad lines are only counted. */
  public static final int MOST_SENTENCES = 1_000;

  /** Copies the lists. */
  public LoadReport {
    files = List.copyOf(files);
    skippedLines = List.copyOf(skippedLines);
    ignoredColumns = List.copyOf(ignoredColumns);
  }

  /** Returns the origin of rows made in memory. */
  public static LoadReport memory() {
    return sampled(0);
  }

  /** Returns this report under another name than that of a file which is gone after reading. */
  public LoadReport named(String source) {
    return new LoadReport(List.of(source), skipped, skippedLines, ignoredColumns, sampling);
  }

  /** Returns the origin of rows whose sampling took {@code seconds}. */
  public static LoadReport sampled(double seconds) {
    return new LoadReport(List.of(), 0, List.of(), List.of(), seconds);
  }
}
