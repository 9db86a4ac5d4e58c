package org.attune.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.util.InvalidInputException;

/**
 * Reads the records of a CSV file (RFC 4180, or with semicolons or tabs) as objects; the first
 * record names the columns.
 *
 * <p>Cells are texts, character for character; the names of columns lose blanks around them. A
 * number becomes one only in a column of scores, ranks or labels; a list, as of messages, is
 * written as JSON. An empty cell is a missing value.
 */
final class CsvSource implements JsonSource {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final List<String> NUMBERS = List.of("score", "rank", "label");
  private static final List<String> LISTS = List.of("responses", "scores", "messages", "history");

  private final TextLines bytes;
  private final CsvRecords records;
  private final ReadOptions reading;
  private final List<String> header;
  private List<String> cells;

  CsvSource(TextLines bytes, char separator, ReadOptions reading) {
    this.bytes = bytes;
    this.records = new CsvRecords(bytes, separator);
    this.reading = reading;
    this.header = records.next() ? header(records, bytes) : List.of();
    Set<String> names = new TreeSet<>();
    for (String name : header) {
      InvalidInputException.unless(
          names.add(name),
          "%s: the column %s appears twice in the first line, which names the columns.",
          bytes.place(),
          TextChecks.quoted(name));
    }
  }

  /**
   * Returns what separates the cells: the usual character, or the semicolon or tab that many
   * spreadsheets write where the comma is the decimal point, if the first line has only that one.
   */
  static char separator(String firstLine, char usual) {
    String bare = QUOTED.matcher(firstLine).replaceAll("");
    return Stream.of(usual, ';', '\t')
        .filter(each -> bare.indexOf(each) >= 0)
        .findFirst()
        .orElse(usual);
  }

  private static List<String> header(CsvRecords records, TextLines bytes) {
    try {
      return records.cells().stream().map(String::strip).toList();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(bytes.place(records.line()) + ": " + e.getMessage() + ".", e);
    }
  }

  @Override
  public boolean hasHeader() {
    return !header.isEmpty();
  }

  @Override
  public double share() {
    return bytes.share();
  }

  @Override
  public boolean advance() {
    return records.next();
  }

  @Override
  public String place() {
    return "line " + records.line();
  }

  @Override
  public Optional<JsonObject> object() {
    cells = records.cells();
    if (cells.size() == 1 && cells.get(0).isBlank()) {
      return Optional.empty();
    }
    InvalidInputException.unless(
        cells.size() == header.size(),
        "the record has %d cells, but the first line names %d columns (%s); quote a cell that"
            + " contains the separator or a line break",
        cells.size(),
        header.size(),
        String.join(", ", header));
    JsonObject object = new JsonObject();
    for (int i = 0; i < header.size(); i++) {
      object.add(header.get(i), value(header.get(i), cells.get(i)));
    }
    return Optional.of(object);
  }

  @Override
  public void close() {
    records.close();
  }

  private JsonElement value(String column, String cell) {
    if (cell.isEmpty()) {
      return JsonNull.INSTANCE;
    }
    boolean number = plays(column, NUMBERS) || UnusedColumns.isTelling(column);
    if (number && NUMBER.matcher(cell.strip()).matches()) {
      return new JsonPrimitive(Double.parseDouble(cell.strip()));
    }
    boolean list = plays(column, LISTS) || cell.startsWith("[{\"");
    if (list || cell.startsWith("{\"")) {
      return parsed(cell);
    }
    return new JsonPrimitive(cell);
  }

  private boolean plays(String column, List<String> roles) {
    Stream<String> names = roles.stream().flatMap(role -> reading.namesOf(role).stream());
    return names.anyMatch(column::equals);
  }

  /** Returns the list or the message that a cell holds as JSON, or its text if it holds neither. */
  private static JsonElement parsed(String cell) {
    try {
      JsonElement parsed = JsonParser.parseString(cell);
      boolean known = parsed.isJsonArray() || MessagesParser.isMessage(parsed);
      return known ? parsed : new JsonPrimitive(cell);
    } catch (JsonSyntaxException text) {
      return new JsonPrimitive(cell); // the reader of the column says what it expected
    }
  }
}
