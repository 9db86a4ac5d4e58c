package org.attune.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What cannot be written")
final class WriteFailureTest {
  private static final Path PLACE = Path.of("out");

  @TempDir private Path folder;

  private static String said(IOException cause) {
    return new WriteFailure(PLACE, "cannot be written", cause).getMessage();
  }

  @Test
  @DisplayName("is told with its path, the reason and what to do, in one sentence")
  void sentences() {
    String elsewhere = "; choose a place where you may write.";
    assertEquals(
        "out: cannot be written (permission denied)" + elsewhere,
        said(new AccessDeniedException("out/.attune-1.part")));
    assertEquals(
        "out: cannot be written (permission denied)" + elsewhere,
        said(new FileNotFoundException("out/a (1) (Permission denied)")));
    assertEquals(
        "out: cannot be written (read-only file system)" + elsewhere,
        said(new FileSystemException("out", null, "Read-only file system")));
    assertEquals(
        "out: cannot be written (no space left on device); is the disk full?",
        said(new IOException("No space left on device")));
    assertEquals(
        "out: cannot be written (IOException); is the disk full?", said(new IOException()));
  }

  @Test
  @DisplayName("below a file names that file, whether a file or a folder is to be written")
  void belowFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    Path below = file.resolve("below");
    byte[] content = "x".getBytes(StandardCharsets.UTF_8);
    for (UncheckedIOException refused :
        new UncheckedIOException[] {
          assertThrows(WriteFailure.class, () -> AtomicFile.create(below, content)),
          assertThrows(WriteFailure.class, () -> AtomicFile.replace(below, content))
        }) {
      String said = refused.getMessage();
      assertTrue(said.startsWith(below + ": cannot be written (" + file + " is a file, not"), said);
    }
    assertEquals("precious", Files.readString(file));
  }
}
