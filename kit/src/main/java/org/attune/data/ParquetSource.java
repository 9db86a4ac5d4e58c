package org.attune.data;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.attune.util.InvalidInputException;

/**
 * Reads the rows of a Parquet file, as the Hugging Face hub serves data sets, one row group in
 * memory at a time.
 *
 * <p>Apache's own reader does the work; the kit adds the codecs and the way from columns to JSON.
 * Anything but a clear answer from that reader means a damaged file, as it checks little itself.
 */
final class ParquetSource implements JsonSource {
  private static final String MAGIC = "PAR1";
  private static final String ENCRYPTED = "PARE";

  private final Path file;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private RecordReader<Group> rows;
  private long left; // rows of this group that are still to come
  private long number;
  private Group row;

  private ParquetSource(Path file, ParquetFileReader reader) {
    this.file = file;
    this.reader = reader;
    this.schema = reader.getFileMetaData().getSchema();
  }

  /** Returns whether a readable file begins as Parquet does. */
  static boolean begins(Path file) {
    TextLines.requireReadable(file);
    String magic;
    try (InputStream in = Files.newInputStream(file)) {
      magic = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return false; // whoever reads it next reports why
    }
    InvalidInputException.unless(
        !magic.equals(ENCRYPTED),
        "%s is an encrypted Parquet file, which only its owner's key opens; save it without"
            + " encryption.",
        file);
    InvalidInputException.unless(
        magic.equals(MAGIC)
            || magic.isEmpty()
            || magic.startsWith("{")
            || !file.toString().endsWith(".parquet"),
        "%s is not a Parquet file: it begins with \"%s\", not with %s; it is damaged, or a pointer"
            + " of Git LFS or a page of a web server in its place: fetch it again.",
        file,
        magic.replaceAll("[^ -~]", "?"),
        MAGIC);
    return magic.equals(MAGIC);
  }

  static ParquetSource open(Path file) {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .build();
    try {
      return new ParquetSource(file, ParquetFileReader.open(new LocalInputFile(file), options));
    } catch (IOException | RuntimeException e) {
      throw damaged(file.toString(), e);
    }
  }

  @Override
  public double share() {
    return (double) number / Math.max(1, reader.getRecordCount());
  }

  @Override
  public boolean advance() {
    try {
      while (left == 0) {
        PageReadStore group = reader.readNextRowGroup();
        if (group == null) {
          return false;
        }
        left = group.getRowCount();
        rows =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(group, new GroupRecordConverter(schema));
      }
      left--;
      number++;
      row = rows.read();
      return true;
    } catch (IOException | RuntimeException e) {
      throw damaged(file + ", after row " + number, e);
    }
  }

  @Override
  public String place() {
    return "row " + number;
  }

  @Override
  public Optional<JsonObject> object() {
    try {
      return Optional.of(ParquetValues.object(row));
    } catch (InvalidInputException known) {
      throw known;
    } catch (RuntimeException e) { // The library has not looked at the lengths of texts before.
      throw new InvalidInputException(
          "a value cannot be read ("
              + e.getMessage()
              + "); the Parquet data is damaged, fetch the file again",
          e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw damaged(file.toString(), e);
    }
  }

  private static InvalidInputException damaged(String where, Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof InvalidInputException)) {
      cause = cause.getCause();
    }
    if (cause instanceof InvalidInputException known) {
      return new InvalidInputException(where + ": " + known.getMessage(), e);
    }
    return new InvalidInputException(
        String.format(
            "%s: the Parquet data cannot be read (%s); it is cut off or damaged, fetch the file"
                + " again.",
            where, cause.getMessage()),
        e);
  }
}
