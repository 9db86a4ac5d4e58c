package org.attune.data;

import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Converts rows to a Tablesaw table. */
public final class TableConverter {
  private TableConverter() {}

  /**
   * Returns a new table: {@code prompt}, {@code prompt | response} or {@code prompt | chosen |
   * rejected} with one line per row, followed by {@code margin} if any pair has one, and for
   * rankings {@code row | prompt | rank | response | score} with one line per response, where
   * {@code row} counts the rankings from 1.
   */
  public static Table of(RowType kind, List<? extends Example> rows) {
    return switch (kind) {
      case PROMPTS -> texts(kind, rows);
      case DEMONSTRATIONS -> texts(kind, rows, "response");
      case PAIRS -> pairs(rows);
      case RANKINGS -> rankings(rows);
    };
  }

  private static Table texts(RowType kind, List<? extends Example> rows, String... names) {
    Table table = Table.create(kind.plural(), StringColumn.create("prompt"));
    for (String name : names) {
      table.addColumns(StringColumn.create(name));
    }
    for (Example row : rows) {
      table.stringColumn(0).append(row.prompt());
      for (int i = 0; i < names.length; i++) {
        table.stringColumn(i + 1).append(row.responses().get(i));
      }
    }
    return table;
  }

  private static Table pairs(List<? extends Example> rows) {
    Table table = texts(RowType.PAIRS, rows, "chosen", "rejected");
    List<Double> margins = rows.stream().map(row -> ((Pair) row).margin()).toList();
    return margins.stream().allMatch(margin -> margin == 0)
        ? table
        : table.addColumns(DoubleColumn.create("margin", margins));
  }

  private static Table rankings(List<? extends Example> rows) {
    IntColumn number = IntColumn.create("row");
    StringColumn prompt = StringColumn.create("prompt");
    IntColumn rank = IntColumn.create("rank");
    StringColumn response = StringColumn.create("response");
    DoubleColumn score = DoubleColumn.create("score");
    for (int row = 0; row < rows.size(); row++) {
      Ranking ranking = (Ranking) rows.get(row);
      List<Integer> ranks = ranking.ranks();
      for (int i = 0; i < ranks.size(); i++) {
        number.append(row + 1);
        prompt.append(ranking.prompt());
        rank.append(ranks.get(i));
        response.append(ranking.responses().get(i));
        score.append(ranking.scores().get(i));
      }
    }
    return Table.create(RowType.RANKINGS.plural(), number, prompt, rank, response, score);
  }
}
