package org.attune.halt;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what is done to the files below a folder, notes each operation in a log, and halts the JVM
 * just before the n-th, as {@code kill -9} would: nothing is flushed, closed or deleted. Or it
 * copies the folder before each operation, which is what a JVM that is halted there leaves behind.
 */
final class HaltPoint {
  /** The folder, as a string; other files are not counted. */
  static final String BELOW = "attune.halt.below";

  /** The number of the operation that does not happen any more; 0 halts at none. */
  static final String AT = "attune.halt.at";

  /** The file that gets a line for each operation. */
  static final String LOG = "attune.halt.log";

  /** The folder that gets a copy of all files before each operation, named after its number. */
  static final String COPIES = "attune.halt.copies";

  /** Held while an operation is registered and done. */
  static final Object LOCK = new Object();

  private static final int KILLED = 137;

  private static final String FOLDER = System.getProperty(BELOW, "/nowhere");
  private static final int LAST = Integer.getInteger(AT, 0);
  private static final AtomicInteger DONE = new AtomicInteger();

  private HaltPoint() {}

  /** Registers an operation that is about to happen. */
  static void before(String operation, String path) {
    if (path.startsWith(FOLDER)) {
      synchronized (LOCK) {
        register(operation + " " + path.substring(FOLDER.length()) + "\n");
      }
    }
  }

  private static void register(String operation) {
    note(operation);
    int number = DONE.incrementAndGet();
    String copies = System.getProperty(COPIES);
    if (copies != null) {
      copy(new File(FOLDER), new File(copies, String.valueOf(number)));
    }
    if (number == LAST) {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  /** Copies a folder by the means of {@code java.io}, which are not counted. */
  private static void copy(File from, File to) {
    File[] entries = from.listFiles();
    if (entries == null) {
      return; // The folder does not exist yet.
    }
    if (!to.mkdirs()) {
      throw new IllegalStateException(to + " cannot be made");
    }
    for (File entry : entries) {
      File target = new File(to, entry.getName());
      if (entry.isDirectory()) {
        copy(entry, target);
        continue;
      }
      try (FileInputStream in = new FileInputStream(entry);
          FileOutputStream out = new FileOutputStream(target)) {
        in.transferTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
