package org.attune.data;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.zip.GZIPOutputStream;
import org.attune.util.AtomicFile;
import org.attune.util.InvalidInputException;
import org.attune.util.WriteFailure;

/**
 * Writes rows as JSON Lines in the columns that {@link RowReader} reads; a name that ends in {@code
 * .gz} is compressed.
 *
 * <p>The rows go to a temporary file beside the target, which is renamed when complete: no reader
 * sees a partial file, and a failure leaves the previous file intact.
 */
public final class JsonLinesWriter {
  private JsonLinesWriter() {}

  /** Writes a new file and fails if it already exists. */
  public static void write(Path file, Iterator<? extends Example> rows) {
    requireAbsent(file);
    write(file, rows, false);
  }

  /** Writes the file, replacing an existing one. */
  public static void overwrite(Path file, Iterator<? extends Example> rows) {
    InvalidInputException.unless(
        !Files.isDirectory(file), "%s is a directory; name a file inside it.", file);
    write(file, rows, true);
  }

  private static void requireAbsent(Path file) {
    InvalidInputException.unless(
        !Files.exists(file),
        "%s already exists and was not overwritten; choose another name or overwrite it"
            + " explicitly.",
        file);
  }

  private static void write(Path file, Iterator<? extends Example> rows, boolean replace) {
    boolean zipped = file.getFileName().toString().endsWith(".gz");
    AtomicFile.Content lines =
        temporary -> {
          try (Writer out = writer(temporary, zipped)) {
            while (rows.hasNext()) {
              out.write(line(rows.next()));
              out.write('\n');
            }
          }
        };
    try {
      if (replace) {
        AtomicFile.replace(file, lines);
      } else {
        AtomicFile.create(file, lines);
      }
    } catch (FileAlreadyExistsException e) {
      requireAbsent(file);
      throw new WriteFailure(file, "cannot be written", e);
    } catch (IOException e) {
      throw new WriteFailure(file, "cannot be written", e);
    }
  }

  private static Writer writer(Path file, boolean zipped) throws IOException {
    OutputStream bytes =
        new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    // A strict encoder: an unpaired surrogate is an error, not a silent question mark.
    return new BufferedWriter(
        new OutputStreamWriter(
            zipped ? new GZIPOutputStream(bytes) : bytes, StandardCharsets.UTF_8.newEncoder()));
  }

  private static String line(Example row) throws IOException {
    StringWriter text = new StringWriter();
    JsonWriter out = new JsonWriter(text); // one per line: Gson allows one value per writer
    out.beginObject().name("prompt").value(row.prompt());
    if (row instanceof Demonstration demonstration) {
      out.name("response").value(demonstration.response());
    } else if (row instanceof Pair pair) {
      out.name("chosen").value(pair.chosen()).name("rejected").value(pair.rejected());
      if (pair.margin() != 0) {
        out.name("margin").value(pair.margin());
      }
    } else if (row instanceof Ranking ranking) {
      write(out, ranking);
    }
    out.endObject().flush();
    return text.toString();
  }

  private static void write(JsonWriter out, Ranking ranking) throws IOException {
    out.name("responses").beginArray();
    for (String response : ranking.responses()) {
      out.value(response);
    }
    out.endArray().name("scores").beginArray();
    for (double score : ranking.scores()) {
      out.value(score);
    }
    out.endArray();
  }
}
