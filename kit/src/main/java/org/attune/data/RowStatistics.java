package org.attune.data;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Describes rows in a table of two columns, {@code measure} and {@code value}. */
public final class RowStatistics {
  private final Table table =
      Table.create("description", StringColumn.create("measure"), StringColumn.create("value"));

  private RowStatistics() {}

  /** Returns the description of the rows and of what their reader skipped. */
  public static Table of(RowType kind, List<? extends Example> rows, LoadReport origin) {
    RowStatistics describe = new RowStatistics();
    describe.counts(kind, rows);
    describe.lengths("prompt", rows.stream().map(Example::prompt));
    if (kind != RowType.PROMPTS) {
      describe.responses(rows);
    }
    if (kind == RowType.PAIRS) {
      describe.pairs(rows.stream().map(Pair.class::cast).toList());
    }
    if (kind == RowType.RANKINGS) {
      describe.rankings(rows.stream().map(Ranking.class::cast).toList());
    }
    describe.origin(origin);
    describe.line("hash", Fingerprint.of(kind, rows));
    return describe.table;
  }

  private void counts(RowType kind, List<? extends Example> rows) {
    line("kind", kind.plural());
    line("rows", rows.size());
    line("distinct prompts", rows.stream().map(Example::prompt).distinct().count());
    line("duplicate rows", rows.size() - new HashSet<>(rows).size());
  }

  private void responses(List<? extends Example> rows) {
    List<Integer> counts = rows.stream().map(row -> row.responses().size()).sorted().toList();
    int most = counts.get(counts.size() - 1);
    line("responses per row", counts.get(0) == most ? "" + most : counts.get(0) + " to " + most);
    lengths("response", responsesOf(rows));
    line("empty responses", responsesOf(rows).filter(String::isBlank).count());
  }

  private void pairs(List<Pair> pairs) {
    share(
        "chosen longer",
        pairs.stream().filter(p -> length(p.chosen()) > length(p.rejected())),
        pairs.size());
    share(
        "chosen shorter",
        pairs.stream().filter(p -> length(p.chosen()) < length(p.rejected())),
        pairs.size());
    line("chosen = rejected", pairs.stream().filter(p -> p.chosen().equals(p.rejected())).count());
  }

  private void rankings(List<Ranking> rankings) {
    line("tied at the top", rankings.stream().filter(r -> tied(r, 1)).count());
    line("all tied", rankings.stream().filter(r -> tied(r, r.scores().size() - 1)).count());
    List<Double> scores = rankings.stream().flatMap(r -> r.scores().stream()).sorted().toList();
    line("lowest score", scores.get(0).toString());
    line("highest score", scores.get(scores.size() - 1).toString());
  }

  /**
   * Returns whether the response at {@code index} shares the best score; a lone response is no tie.
   */
  private static boolean tied(Ranking ranking, int index) {
    return ranking.scores().size() > 1 && ranking.ranks().get(index) == 1;
  }

  private void lengths(String what, Stream<String> texts) {
    List<String> all = texts.toList();
    quantiles(what + " characters", all, RowStatistics::length);
    quantiles(what + " words", all, TextChecks::words);
  }

  private void quantiles(String what, List<String> texts, ToIntFunction<String> length) {
    int[] sorted = texts.stream().mapToInt(length).sorted().toArray();
    StringBuilder line = new StringBuilder();
    for (double q : List.of(0.0, 0.25, 0.5, 0.75, 0.95, 1.0)) {
      line.append(line.isEmpty() ? "" : " · ").append(quantile(sorted, q));
    }
    line(what + " (0, 25, 50, 75, 95, 100 %)", line.toString());
  }

  /** The nearest-rank quantile: always a length that occurs. */
  private static int quantile(int[] sorted, double q) {
    return sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
  }

  private void origin(LoadReport origin) {
    line("skipped lines", origin.skipped());
    line("ignored columns", String.join(", ", origin.ignoredColumns()));
    line("files", String.join(", ", origin.files()));
  }

  private static Stream<String> responsesOf(List<? extends Example> rows) {
    return rows.stream().flatMap(row -> row.responses().stream());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private void share(String measure, Stream<Pair> some, int all) {
    line(measure, String.format(Locale.ROOT, "%.1f %%", 100.0 * some.count() / all));
  }

  private void line(String measure, long value) {
    line(measure, Long.toString(value));
  }

  private void line(String measure, String value) {
    table.stringColumn(0).append(measure);
    table.stringColumn(1).append(value);
  }
}
