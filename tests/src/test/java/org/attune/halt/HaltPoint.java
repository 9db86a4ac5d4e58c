package org.attune.halt;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what is done to the files below a folder, notes each operation in a log, and halts the JVM
 * just before the n-th, as {@code kill -9} would: nothing is flushed, closed or deleted.
 */
final class HaltPoint {
  /** The folder, as a string; other files are not counted. */
  static final String BELOW = "attune.halt.below";

  /** The number of the operation that does not happen any more; 0 halts at none. */
  static final String AT = "attune.halt.at";

  /** The file that gets a line for each operation. */
  static final String LOG = "attune.halt.log";

  private static final int KILLED = 137;

  private static final String FOLDER = System.getProperty(BELOW, "/nowhere");
  private static final int LAST = Integer.getInteger(AT, 0);
  private static final AtomicInteger DONE = new AtomicInteger();

  private HaltPoint() {}

  /** Registers an operation that is about to happen. */
  static synchronized void before(String operation, String path) {
    if (!path.startsWith(FOLDER)) {
      return;
    }
    note(operation + " " + path.substring(FOLDER.length()) + "\n");
    if (DONE.incrementAndGet() == LAST) {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  private static void note(String line) {
    String log = System.getProperty(LOG);
    if (log == null) {
      return;
    }
    try (FileOutputStream out = new FileOutputStream(log, true)) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
