package org.attune.judge;

import java.util.List;
import java.util.function.Function;
import org.attune.evaluate.BradleyTerryRanking;
import org.attune.evaluate.Interval;
import org.attune.view.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The results of a judged comparison as tables. */
public final class JudgedTables {
  private JudgedTables() {}

  /**
   * Returns one row per system, best first: Bradley–Terry strength with its interval, mean score,
   * mean length in characters, and the systems that it is surely above.
   */
  public static Table ranking(JudgedComparison comparison) {
    BradleyTerryRanking ranking = comparison.bradleyTerry();
    List<String> order = ranking.order();
    Table table = Table.create("ranking", StringColumn.create("system", order));
    table.addColumns(interval("strength", order, ranking::strength));
    if (comparison.score(order.get(0)).isPresent()) {
      table.addColumns(interval("mean score", order, name -> comparison.score(name).orElseThrow()));
    }
    return table.addColumns(
        IntColumn.create(
            "characters", order.stream().mapToInt(name -> length(comparison, name)).toArray()),
        StringColumn.create(
            "surely above", order.stream().map(name -> list(ranking.surelyAbove(name)))));
  }

  private static int length(JudgedComparison comparison, String name) {
    SystemAnswers system = comparison.systems().get(comparison.names().indexOf(name));
    return (int)
        Math.round(
            comparison.prompts().items().stream()
                .mapToInt(item -> system.to(item).stream().mapToInt(String::length).sum())
                .average()
                .orElse(0));
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? Numbers.MISSING : String.join(", ", names);
  }

  private static StringColumn interval(
      String name, List<String> systems, Function<String, Interval> of) {
    return StringColumn.create(name, systems.stream().map(system -> text(of.apply(system))));
  }

  private static String text(Interval interval) {
    return Numbers.interval(interval.value(), interval.low(), interval.high());
  }

  /**
   * Returns one row per two systems: wins, ties, losses, dropped replies, win rate, win rate at
   * equal length, and Holm's p-value that they are equal.
   */
  public static Table pairs(JudgedComparison comparison) {
    List<SystemPair> pairs =
        comparison.bradleyTerry().comparisons().stream()
            .map(pair -> comparison.pair(pair.above(), pair.below()))
            .toList();
    List<BradleyTerryRanking.RankedPair> tests = comparison.bradleyTerry().comparisons();
    return Table.create(
        "pairs",
        StringColumn.create("system", pairs.stream().map(SystemPair::first)),
        StringColumn.create("against", pairs.stream().map(SystemPair::second)),
        count("win", pairs, pair -> pair.count(1)),
        count("tie", pairs, pair -> pair.count(0.5)),
        count("lose", pairs, pair -> pair.count(0)),
        count("invalid", pairs, SystemPair::invalid),
        StringColumn.create("win rate", pairs.stream().map(pair -> text(pair.winRate()))),
        StringColumn.create(
            "length-controlled", pairs.stream().map(pair -> text(pair.lengthControlledWinRate()))),
        DoubleColumn.create(
            "p (Holm)",
            tests.stream().mapToDouble(BradleyTerryRanking.RankedPair::pValue).toArray()),
        StringColumn.create(
            "verdict", tests.stream().map(test -> test.sure() ? "surely above" : "undecided")));
  }

  private static IntColumn count(
      String name, List<SystemPair> pairs, Function<SystemPair, Long> count) {
    return IntColumn.create(
        name, pairs.stream().mapToInt(pair -> count.apply(pair).intValue()).toArray());
  }

  /** Returns one row per prompt and pair of systems: 1 for a win of the first, ½ for a tie. */
  public static Table outcomes(JudgedComparison comparison) {
    Table table =
        Table.create(
            "judgements",
            StringColumn.create("prompt"),
            StringColumn.create("system"),
            StringColumn.create("against"),
            DoubleColumn.create("outcome"),
            DoubleColumn.create("score"),
            DoubleColumn.create("other score"));
    for (SystemPair pair : comparison.pairs()) {
      for (int i = 0; i < pair.prompts().size(); i++) {
        table.stringColumn("prompt").append(pair.prompts().get(i));
        table.stringColumn("system").append(pair.first());
        table.stringColumn("against").append(pair.second());
        table.doubleColumn("outcome").append(pair.outcomes().get(i));
        table.doubleColumn("score").append(comparison.score(pair.first(), i));
        table.doubleColumn("other score").append(comparison.score(pair.second(), i));
      }
    }
    return table;
  }
}
