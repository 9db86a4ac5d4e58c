package org.attune.judge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.attune.evaluate.BradleyTerryRanking;
import org.attune.evaluate.Interval;
import org.attune.evaluate.RankCorrelation;
import org.attune.util.InvalidInputException;
import org.attune.view.Numbers;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** What people said, as tables, and how far a judge agrees with them. */
public final class PeopleTables {
  private PeopleTables() {}

  /**
   * Returns one row per system, best first: strength, mean rank score, and whom it surely beats.
   */
  public static Table ranking(PeopleVotes people) {
    BradleyTerryRanking ranking = people.ranking();
    List<String> order = ranking.order();
    double[] scores = people.rankScores();
    return Table.create(
        "ranking",
        StringColumn.create("system", order),
        StringColumn.create("strength", order.stream().map(n -> text(ranking.strength(n)))),
        DoubleColumn.create(
            "rank score",
            order.stream().mapToDouble(n -> scores[people.systems().indexOf(n)]).toArray()),
        StringColumn.create(
            "surely above",
            order.stream()
                .map(ranking::surelyAbove)
                .map(names -> names.isEmpty() ? Numbers.MISSING : String.join(", ", names))));
  }

  /** Returns one row per two systems: the shares of wins, ties and losses, and the win rate. */
  public static Table pairs(PeopleVotes people) {
    List<BradleyTerryRanking.RankedPair> pairs = people.ranking().comparisons();
    Function<Function<BradleyTerryRanking.RankedPair, Interval>, List<String>> column =
        of -> pairs.stream().map(pair -> text(of.apply(pair))).toList();
    return Table.create(
        "pairs",
        StringColumn.create("system", pairs.stream().map(BradleyTerryRanking.RankedPair::above)),
        StringColumn.create("against", pairs.stream().map(BradleyTerryRanking.RankedPair::below)),
        StringColumn.create("win", column.apply(p -> people.share(p.above(), p.below(), 1))),
        StringColumn.create("tie", column.apply(p -> people.share(p.above(), p.below(), 0.5))),
        StringColumn.create("lose", column.apply(p -> people.share(p.above(), p.below(), 0))),
        StringColumn.create("win rate", column.apply(p -> people.winRate(p.above(), p.below()))),
        DoubleColumn.create(
            "p (Holm)",
            pairs.stream().mapToDouble(BradleyTerryRanking.RankedPair::pValue).toArray()));
  }

  private static String text(Interval interval) {
    return Numbers.interval(interval.value(), interval.low(), interval.high());
  }

  /**
   * Returns a sentence on how far a judge agrees with the people: the rank correlation of the
   * systems (Hu et al. 2023, arXiv 2308.12050, Fig. 4), and the share of equal verdicts.
   *
   * @param judgements the {@code judgements.csv} of {@code attune judge}
   */
  public static String againstJudge(PeopleVotes people, Path judgements) {
    Map<String, Double> outcomes = outcomes(judgements);
    List<String> systems = people.systems();
    double[] judge = new double[systems.size()];
    int equal = 0;
    int known = 0;
    for (VotedPair pair : votedPairs(people)) {
      Double outcome =
          outcomes.get(key(pair.prompt(), systems.get(pair.i()), systems.get(pair.j())));
      if (outcome != null) {
        known++;
        equal += (1 + pair.sign()) / 2.0 == outcome ? 1 : 0;
        judge[pair.i()] += outcome;
        judge[pair.j()] += 1 - outcome;
      }
    }
    InvalidInputException.unless(
        known > 0, "%s judges none of the prompts and systems that the people saw.", judgements);
    return sentence(100.0 * equal / known, known, people.rankScores(), judge);
  }

  private static String sentence(double percent, int known, double[] scores, double[] judge) {
    double rho = RankCorrelation.spearman(Arrays.copyOf(scores, scores.length), judge);
    String order =
        Double.isNaN(rho)
            ? "one of them sees no difference between the systems, so that their orders cannot be"
                + " compared."
            : String.format(
                Locale.ROOT,
                "the order of the %d systems correlates with Spearman's ρ %.2f and Kendall's τ"
                    + " %.2f.",
                judge.length,
                rho,
                RankCorrelation.kendall(scores, judge));
    return String.format(
        Locale.ROOT,
        "The judge and the people give the same verdict in %.1f %% of %d cases; %s",
        percent,
        known,
        order);
  }

  /** What one person said of two systems: 1 if the first is better, −1 if it is worse, or 0. */
  private record VotedPair(String prompt, int i, int j, int sign) {}

  private static List<VotedPair> votedPairs(PeopleVotes people) {
    List<VotedPair> pairs = new ArrayList<>();
    for (Map<String, List<Integer>> own : people.votes().values()) {
      own.forEach(
          (prompt, ranks) -> {
            for (int i = 0; i < ranks.size(); i++) {
              for (int j = i + 1; j < ranks.size(); j++) {
                pairs.add(new VotedPair(prompt, i, j, Integer.signum(ranks.get(j) - ranks.get(i))));
              }
            }
          });
    }
    return pairs;
  }

  private static Map<String, Double> outcomes(Path file) {
    InvalidInputException.unless(
        Files.isRegularFile(file),
        "%s: there is no such file; give the judgements.csv of attune judge.",
        file);
    Table table = table(file);
    List<String> needed = List.of("prompt", "system", "against", "outcome");
    InvalidInputException.unless(
        table.columnNames().containsAll(needed),
        "%s: expected the columns %s of judgements.csv, found %s.",
        file,
        needed,
        table.columnNames());
    Map<String, Double> outcomes = new HashMap<>();
    for (Row row : table) {
      double outcome = row.getDouble("outcome");
      if (!Double.isNaN(outcome)) {
        String prompt = row.getString("prompt");
        outcomes.put(key(prompt, row.getString("system"), row.getString("against")), outcome);
        outcomes.put(key(prompt, row.getString("against"), row.getString("system")), 1 - outcome);
      }
    }
    return outcomes;
  }

  private static Table table(Path file) {
    try {
      return Table.read()
          .usingOptions(
              CsvReadOptions.builder(file.toFile())
                  .columnTypes(
                      name ->
                          name.contains("outcome") || name.contains("score")
                              ? ColumnType.DOUBLE
                              : ColumnType.STRING));
    } catch (RuntimeException e) { // Tablesaw has no common type for what a file may do wrong.
      throw new InvalidInputException(
          file + ": damaged, or not the judgements.csv of attune judge; judge again.", e);
    }
  }

  private static String key(String prompt, String first, String second) {
    return prompt + "\n" + first + "\n" + second;
  }
}
