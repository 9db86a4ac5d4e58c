package org.attune.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.view.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The tables of one name of several runs, joined: rows are matched by their first columns, as many
 * as tell them apart, and every other column stands once per run, but for texts that all have.
 */
final class JoinedTables {
  private final List<String> runs;
  private final List<Table> tables;

  JoinedTables(List<String> runs, List<Table> tables) {
    this.runs = runs;
    this.tables = tables;
  }

  /** Returns the joined table, if the tables have the same first columns. */
  Optional<Table> join() {
    int keys = keys();
    if (keys == 0) {
      return Optional.empty();
    }
    Set<List<String>> rows = new LinkedHashSet<>();
    tables.forEach(table -> rows.addAll(keysOf(table, keys)));
    List<List<String>> order = List.copyOf(rows);
    Table joined = Table.create(tables.get(0).name());
    for (int key = 0; key < keys; key++) {
      int at = key;
      joined.addColumns(
          StringColumn.create(
              tables.get(0).columnNames().get(key), order.stream().map(row -> row.get(at))));
    }
    for (String name : tables.get(0).columnNames().subList(keys, tables.get(0).columnCount())) {
      if (tables.stream().allMatch(table -> table.columnNames().contains(name))) {
        add(joined, name, keys, order);
      }
    }
    return joined.columnCount() > keys ? Optional.of(joined) : Optional.empty();
  }

  private void add(Table joined, String name, int keys, List<List<String>> order) {
    boolean numbers =
        tables.stream().allMatch(table -> table.column(name) instanceof NumericColumn<?>);
    List<Column<?>> columns = new ArrayList<>();
    for (int run = 0; run < tables.size(); run++) {
      Table table = tables.get(run);
      Map<List<String>, Integer> own = places(table, keys);
      int[] places = order.stream().mapToInt(row -> own.getOrDefault(row, -1)).toArray();
      String title = name + ", " + runs.get(run);
      columns.add(
          numbers ? numbers(title, table, name, places) : texts(title, table, name, places));
    }
    if (!numbers && columns.stream().map(Column::asList).distinct().count() == 1) {
      joined.addColumns(columns.get(0).setName(name));
      return;
    }
    columns.forEach(joined::addColumns);
    if (numbers && tables.size() == 2) {
      DoubleColumn first = joined.doubleColumn(name + ", " + runs.get(0));
      DoubleColumn second = joined.doubleColumn(name + ", " + runs.get(1));
      joined.addColumns(second.subtract(first).setName(name + ", change"));
    }
  }

  /** Returns a column of numbers at places of a table; -1 is a row that it lacks. */
  private static DoubleColumn numbers(String title, Table table, String name, int[] places) {
    return DoubleColumn.create(
        title,
        Arrays.stream(places)
            .mapToDouble(at -> at < 0 ? Double.NaN : table.numberColumn(name).getDouble(at)));
  }

  private static StringColumn texts(String title, Table table, String name, int[] places) {
    return StringColumn.create(
        title,
        Arrays.stream(places).mapToObj(at -> at < 0 ? Numbers.MISSING : table.getString(at, name)));
  }

  /** Returns how many first columns tell the rows of every table apart. */
  private int keys() {
    List<String> names = tables.get(0).columnNames();
    for (int count = 1; count <= names.size(); count++) {
      int keys = count;
      boolean same =
          tables.stream()
              .allMatch(
                  table ->
                      table.columnCount() >= keys
                          && table.columnNames().subList(0, keys).equals(names.subList(0, keys)));
      if (!same) {
        return 0;
      }
      if (tables.stream().allMatch(table -> isUnique(keysOf(table, keys)))) {
        return keys;
      }
    }
    return 0;
  }

  private static boolean isUnique(List<List<String>> rows) {
    return new HashSet<>(rows).size() == rows.size();
  }

  private static Map<List<String>, Integer> places(Table table, int keys) {
    List<List<String>> rows = keysOf(table, keys);
    Map<List<String>, Integer> places = new HashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      places.put(rows.get(row), row);
    }
    return places;
  }

  private static List<List<String>> keysOf(Table table, int keys) {
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      List<String> key = new ArrayList<>();
      for (int column = 0; column < keys; column++) {
        key.add(table.getString(row, column));
      }
      rows.add(key);
    }
    return rows;
  }
}
