package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.function.Executable;

/** Small files to read, and the rows and sentences that come of them. */
final class Scratch {
  private final Path folder;

  Scratch(Path folder) {
    this.folder = folder;
  }

  /** Writes lines; an apostrophe stands for a quotation mark, so that JSON stays readable here. */
  Path file(String name, String... lines) {
    return bytes(name, (String.join("\n", lines).replace('\'', '"') + "\n").getBytes(utf8()));
  }

  Path bytes(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] zipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(utf8()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads all rows of a file. */
  static List<Example> read(Path file, ReadOptions reading) {
    try (RowReader rows = RowReader.open(List.of(file), reading)) {
      return rows.stream().toList();
    }
  }

  /** Reads the one row that a line makes. */
  Example row(String line) {
    List<Example> rows = read(file("row.jsonl", line), ReadOptions.strict());
    return rows.get(0);
  }

  /** Returns the sentence that refuses the input, with the folder's name left out. */
  String refusal(Executable reading) {
    return assertThrows(InvalidInputException.class, reading)
        .getMessage()
        .replace(folder + "/", "");
  }

  private static java.nio.charset.Charset utf8() {
    return StandardCharsets.UTF_8;
  }
}
