package org.attune.data;

import com.google.gson.JsonObject;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.attune.util.InvalidInputException;

/**
 * Parses a whole JSON file strictly, within limits: UTF-8, one object, no duplicate keys, at most
 * 255 levels of nesting, nothing after the end, no more bytes than the caller allows.
 *
 * <p>Files from other sources are checked here before their content is used.
 */
public final class JsonValidator {
  private JsonValidator() {}

  /** Reads a file that holds one JSON object and is not larger than {@code most} bytes. */
  public static JsonObject read(Path file, int most) {
    return parse(bytes(file, most), file.toString());
  }

  /** Reads a whole file that is not larger than {@code most} bytes. */
  public static byte[] bytes(Path file, int most) {
    // Not a channel, which an interrupt would close.
    try (InputStream in = new FileInputStream(file.toFile())) {
      byte[] bytes = in.readNBytes(most);
      InvalidInputException.unless(
          bytes.length < most || in.read() < 0,
          "%s: the file is larger than %d MiB, the limit for files of this kind.",
          file,
          most >> 20);
      return bytes;
    } catch (FileNotFoundException e) {
      TextLines.requireReadable(file); // Says whether it is missing, a folder, or closed to us.
      throw new InvalidInputException(
          file + ": the file cannot be opened (" + e.getMessage() + ").", e);
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": the file cannot be read (" + e.getMessage() + ").", e);
    }
  }

  /** Parses the bytes of one JSON object; {@code where} names them in errors. */
  public static JsonObject parse(byte[] bytes, String where) {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(left).toString(), where);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          String.format(
              "%s: byte %d (0x%02X) is not UTF-8; the file is damaged.",
              where, left.position() + 1, bytes[left.position()]),
          e);
    }
  }

  /** Parses the text of one JSON object; {@code where} names it in errors. */
  public static JsonObject parse(String text, String where) {
    try {
      return StrictJson.document(text);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(where + ": not a JSON object, " + e.getMessage() + ".", e);
    }
  }
}
