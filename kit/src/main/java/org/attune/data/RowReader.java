package org.attune.data;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.attune.util.InvalidInputException;

/**
 * Reads the rows of one or several files one at a time, so that a file may be far larger than
 * memory: JSON Lines or one JSON array of objects, plain, gzip or Zstandard; CSV; or Parquet.
 *
 * <pre>{@code
 * try (var rows = RowReader.open(List.of(path), ReadOptions.strict())) {
 *   rows.stream().filter(row -> row.prompt().length() < 200).limit(1_000).forEach(...);
 * }
 * }</pre>
 *
 * <p>The kind of all rows is inferred from the columns of the first good line. The rows before a
 * bad line are returned before its error is thrown.
 */
public final class RowReader implements Iterator<Example>, AutoCloseable {
  private final List<Path> files;
  private final ReadOptions reading;
  private final Set<String> ignored = new LinkedHashSet<>();
  private final List<String> sentences = new ArrayList<>();
  private final Labels labels = new Labels();

  private JsonSource source;
  private int file = -1;
  private long rowsOfFile;
  private long rows;
  private int skipped;
  private RowType kind;
  private String kindFrom; // null when the caller chose the kind
  private final Deque<Example> pending = new ArrayDeque<>(); // more rows of the current line
  private Example next;
  private boolean alike; // whether all rows have the fault of this one: its columns
  private boolean unclear; // whether this row makes the labels of all others unclear

  private RowReader(List<Path> files, ReadOptions reading) {
    this.files = List.copyOf(files);
    this.reading = reading;
    this.kind = reading.kind().orElse(null);
  }

  /** Opens the files, to be read in order; all of them must be readable now. */
  public static RowReader open(List<Path> files, ReadOptions reading) {
    InvalidInputException.unless(!files.isEmpty(), "There is no file to read; name at least one.");
    files.forEach(TextLines::requireReadable);
    return new RowReader(files, reading);
  }

  /** Returns the kind of the rows; this reads up to the first good line. */
  public RowType kind() {
    InvalidInputException.unless(
        kind != null || hasNext(), "There is no row, so the kind is unknown.");
    return kind;
  }

  @Override
  public boolean hasNext() {
    if (next == null && rows < reading.limit()) {
      next = read();
    }
    return next != null;
  }

  @Override
  public Example next() {
    if (!hasNext()) {
      throw new NoSuchElementException("All " + rows + " rows have been read.");
    }
    Example row = next;
    next = null;
    rows++;
    return row;
  }

  /** Returns the remaining rows as a stream, in order; closing it closes the files. */
  public Stream<Example> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
        .onClose(this::close);
  }

  /** Returns about which share of all rows has been read, or NaN if it is unknown. */
  public double share() {
    double ofFile = source == null ? 0 : source.share();
    double read = (file + (source == null ? 1 : ofFile)) / files.size();
    return Math.max(Math.min(1, read), (double) rows / reading.limit());
  }

  /** Returns where the rows came from and what has been skipped so far. */
  public LoadReport origin() {
    List<String> names = files.stream().map(Path::toString).toList();
    return new LoadReport(names, skipped, sentences, List.copyOf(ignored), 0);
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
      source = null;
    }
  }

  /** Reads the next good line across files; null at the end of the last. */
  private Example read() {
    if (!pending.isEmpty()) {
      return pending.poll();
    }
    while (source != null || openNextFile()) {
      while (source.advance()) {
        Example row = rowOrNull();
        if (row != null) {
          rowsOfFile++;
          return row;
        }
      }
      boolean header = source.hasHeader();
      close();
      requireRows(header);
    }
    return null;
  }

  private boolean openNextFile() {
    if (file + 1 >= files.size()) {
      return false;
    }
    file++;
    rowsOfFile = 0;
    source = FileFormats.open(files.get(file), reading);
    if (reading.kind().isEmpty() && reading.columns().isEmpty()) {
      source = new MessageRows(source);
    }
    return true;
  }

  /** Returns the row on the current line, or null when the line is blank or bad and skipped. */
  private Example rowOrNull() {
    unclear = false;
    try {
      return source.object().map(this::parse).orElse(null);
    } catch (InvalidInputException bad) {
      String said = bare(bad.getMessage());
      String sentence = place() + ": " + (source.hasHeader() ? ofCell(said) : said);
      if (!reading.skipsBadLines() || unclear) {
        String advice =
            alike || unclear ? "." : " (ReadOptions.skippingBadLines() passes over such lines).";
        throw new InvalidInputException(sentence + advice, bad);
      }
      skipped++;
      if (sentences.size() < LoadReport.MOST_SENTENCES) {
        sentences.add(sentence + ".");
      }
      return null;
    }
  }

  private Example parse(JsonObject object) {
    Set<String> columns = new LinkedHashSet<>(object.keySet());
    reading.ignoring().forEach(object::remove);
    JsonFields fields = new JsonFields(object, "$", reading);
    RowType found = kindOf(object, fields);
    RowType wanted = kind == null ? found : kind;
    try {
      unclear = ColumnSchema.isMiscounted(fields);
      List<? extends Example> all = ColumnSchema.readAll(fields, wanted, reading.lastReplyOnly());
      requireHarmless(fields, wanted);
      if (wanted == RowType.RANKINGS && LabelParser.has(fields)) {
        requireSameScale(fields);
      }
      settle(wanted);
      Set<String> unread = fields.ignored();
      columns.removeIf(column -> object.has(column) && !unread.contains(column));
      ignored.addAll(columns);
      pending.addAll(all);
      return pending.poll();
    } catch (InvalidInputException bad) {
      throw kindFrom == null || found == wanted ? bad : mixed(found, wanted, bad);
    }
  }

  private void requireHarmless(JsonFields fields, RowType wanted) {
    if (reading.kind().isEmpty()) {
      UnusedColumns.requireHarmless(fields.unread());
    }
    if (reading.kind().isEmpty() && wanted != RowType.PAIRS && wanted != RowType.RANKINGS) {
      TwoResponseRows.requireVerdict(fields.unread().keySet());
    }
  }

  private void requireSameScale(JsonFields fields) {
    unclear = true;
    fields.given("label").ifPresent(label -> labels.requireSameScale(label, place()));
    unclear = false;
  }

  private RowType kindOf(JsonObject object, JsonFields fields) {
    boolean first = rowsOfFile == 0 && skipped == 0;
    alike = first && source.hasHeader();
    if (reading.kind().isEmpty()) {
      StepRows.refuse(object);
    }
    if (first) {
      MissingColumns.requireChosen(object, reading);
    }
    RowType found = ColumnSchema.kindOf(fields).orElseThrow(() -> MissingColumns.unknown(object));
    alike = false;
    return found;
  }

  private void settle(RowType found) {
    if (kind == null) {
      kind = found;
      kindFrom = place();
    }
  }

  private InvalidInputException mixed(RowType found, RowType wanted, InvalidInputException cause) {
    return new InvalidInputException(
        String.format(
            "the columns make a row of %s (%s), but reading %s began at %s (%s); all rows must be"
                + " of one kind",
            found.plural(), found.columns(), wanted.plural(), kindFrom, wanted.columns()),
        cause);
  }

  private void requireRows(boolean header) {
    InvalidInputException.unless(
        rowsOfFile > 0 || skipped > 0,
        "%s %s; it needs at least one row.",
        files.get(file),
        header ? "has a header but no rows" : "is empty");
    InvalidInputException.unless(
        rowsOfFile > 0,
        "%s has no good line: %d were bad, first: %s",
        files.get(file),
        skipped,
        sentences.stream().findFirst().orElse(""));
  }

  private String place() {
    return files.get(file) + ", " + source.place();
  }

  /** Returns a sentence in the words of a table, in which what JSON calls null is an empty cell. */
  private static String ofCell(String sentence) {
    return sentence.replaceFirst("^(\\S+) is null;", "$1 is an empty cell;");
  }

  private static String bare(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
