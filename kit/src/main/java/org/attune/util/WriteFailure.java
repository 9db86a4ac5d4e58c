package org.attune.util;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Thrown when a file or folder cannot be written; the message is one sentence that names it, the
 * reason, and what to do.
 */
public final class WriteFailure extends UncheckedIOException {
  private static final long serialVersionUID = 1;

  /** What a stream says: the path, and the system's reason in parentheses. */
  private static final Pattern SAID = Pattern.compile(".* \\(([^()]+)\\)", Pattern.DOTALL);

  /** Reasons that another place mends, whatever the space on this disk. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("permission|not permitted|read-only|not a (folder|directory)|no such|is a ");

  /**
   * Makes the exception.
   *
   * @param place the file or folder that was to be written
   * @param what what failed, such as "the model cannot be saved there"
   */
  public WriteFailure(Path place, String what, IOException cause) {
    super(place + ": " + what + " (" + reason(cause) + "); " + advice(reason(cause)), cause);
  }

  private static String advice(String reason) {
    return ELSEWHERE.matcher(reason).find()
        ? "choose a place where you may write."
        : "is the disk full?";
  }

  /** Returns why the file system refused something, in words. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (e instanceof NotDirectoryException) {
      return "it is not a folder";
    }
    if (e instanceof FileAlreadyExistsException there) {
      boolean file = Files.isRegularFile(Path.of(there.getFile()));
      return there.getFile() + (file ? " is a file, not a folder" : " exists already");
    }
    String said = e instanceof FileSystemException file ? file.getReason() : stream(e);
    return said == null ? e.getClass().getSimpleName() : said.toLowerCase(Locale.ROOT);
  }

  private static String stream(IOException e) {
    Matcher said = SAID.matcher(String.valueOf(e.getMessage()));
    return e instanceof FileNotFoundException && said.matches() ? said.group(1) : e.getMessage();
  }
}
