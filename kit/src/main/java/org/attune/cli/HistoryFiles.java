package org.attune.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.train.loop.History;
import org.attune.view.EventFile;

/** Writes the steps of trainings: as CSV, and as event files that TensorBoard reads. */
final class HistoryFiles {
  private static final String EVENTS = "tensorboard";

  private HistoryFiles() {}

  /** Writes {@code name.csv} and a folder of that name below {@code tensorboard}. */
  static void write(RunFolder folder, String name, History history) {
    folder.csv(name + ".csv", history.table());
    Path events = folder.path().resolve(EVENTS).resolve(name);
    try {
      Files.createDirectories(events);
    } catch (IOException e) {
      throw new UncheckedIOException(events + " cannot be made: " + e.getMessage(), e);
    }
    EventFile.write(history.table(), "step", System.currentTimeMillis() / 1000.0, events);
    folder.holds(EVENTS);
  }
}
