package org.attune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.data.Demonstration;
import org.attune.data.Example;
import org.attune.data.Pair;
import org.attune.data.Ranking;
import org.attune.data.RowType;
import org.attune.util.InvalidInputException;

/** The rows of a dataset, read as demonstrations, pairs or rankings where possible. */
record DatasetRows(RowType kind, List<Example> rows) {
  DatasetRows {
    rows = List.copyOf(rows);
  }

  /** Returns every response as a demonstration, including those of pairs and rankings. */
  List<Demonstration> demonstrations() {
    requireResponses("demonstrations");
    return rows.stream().flatMap(DatasetRows::demonstrations).toList();
  }

  /**
   * Returns the best response of each row, except single responses that were labelled bad; of
   * single responses with other scores, the best one to each prompt.
   */
  List<Demonstration> chosen() {
    requireResponses("chosen responses");
    List<Demonstration> best =
        (judged() ? rows : gathered())
            .stream()
                .filter(row -> !isBad(row))
                .map(row -> new Demonstration(row.prompt(), row.responses().get(0)))
                .toList();
    InvalidInputException.unless(
        !best.isEmpty(), "None of the %d rows has a good response.", rows.size());
    return best;
  }

  /**
   * Returns the pairs; a ranking gives those of different scores. Single responses to one prompt
   * form a ranking.
   */
  List<Pair> pairs() {
    requireComparisons("pairs");
    return gathered().stream().flatMap(DatasetRows::pairs).toList();
  }

  /** Returns the rows, with the single responses to one prompt merged into one ranking. */
  private List<Example> gathered() {
    Map<String, Example> gathered = new LinkedHashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      gathered.merge(name(row), rows.get(row), DatasetRows::together);
    }
    return List.copyOf(gathered.values());
  }

  private static Example together(Example one, Example other) {
    if (!(one instanceof Ranking first && other instanceof Ranking second)) {
      return one; // a demonstration has no better alternative
    }
    List<String> responses = new ArrayList<>(first.responses());
    responses.addAll(second.responses());
    List<Double> scores = new ArrayList<>(first.scores());
    scores.addAll(second.scores());
    return Ranking.sorted(one.prompt(), responses, scores);
  }

  /**
   * Returns the name of a row's group: single responses are compared with all others to their
   * prompt.
   */
  private String name(int row) {
    Example example = rows.get(row);
    boolean single = kind == RowType.DEMONSTRATIONS || isSingle(example);
    return single ? "prompt " + example.prompt() : "row " + row;
  }

  private static boolean isSingle(Example row) {
    return row instanceof Ranking ranking && ranking.responses().size() == 1;
  }

  /** Returns whether the single responses, if any, have only good or bad labels. */
  private boolean judged() {
    return rows.stream()
        .filter(DatasetRows::isSingle)
        .map(row -> ((Ranking) row).scores().get(0))
        .allMatch(score -> score == 0 || score == 1);
  }

  /** Returns the rankings; a pair becomes a ranking with the scores 1 and 0. */
  List<Ranking> rankings() {
    requireComparisons("rankings");
    requireNoMargins();
    return rows.stream().map(DatasetRows::ranking).toList();
  }

  /** Returns the name of the comparison group of each demonstration. */
  List<String> groups() {
    List<String> groups = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      groups.addAll(Collections.nCopies(rows.get(row).responses().size(), name(row)));
    }
    return groups;
  }

  /** Rejects rows without responses. */
  void requireResponses(String what) {
    InvalidInputException.unless(
        kind != RowType.PROMPTS,
        "A dataset of prompts has no %s; sample responses first, or load a file that has them.",
        what);
  }

  /** Rejects rows without preferences. */
  void requireComparisons(String what) {
    requireResponses(what);
    InvalidInputException.unless(
        kind != RowType.DEMONSTRATIONS,
        "A dataset of demonstrations has no %s, because nothing says which response is better;"
            + " score several responses to a prompt first, or load a file that compares them.",
        what);
  }

  /** Rejects pairs with margins, which only the losses of reward models use. */
  private void requireNoMargins() {
    InvalidInputException.unless(
        rows.stream().noneMatch(row -> row instanceof Pair pair && pair.margin() != 0),
        "The data has margins, which only reward models use; drop them explicitly with"
            + " ReadOptions.ignoring(\"margin\"), or label the data with a reward model trained on"
            + " it.");
  }

  /**
   * Returns whether a row has {@code label: false}, that is, is a ranking of one response with the
   * score 0.
   */
  private static boolean isBad(Example row) {
    return row instanceof Ranking ranking && ranking.scores().equals(List.of(0.0));
  }

  /** Returns whether all responses of a comparison have the same text. */
  static boolean isAlike(Example row) {
    List<String> texts = row.responses().stream().map(String::strip).distinct().toList();
    return row.responses().size() > 1 && texts.size() == 1;
  }

  private static Stream<Demonstration> demonstrations(Example row) {
    return row.responses().stream().map(response -> new Demonstration(row.prompt(), response));
  }

  private static Stream<Pair> pairs(Example row) {
    return row instanceof Pair pair ? Stream.of(pair) : ((Ranking) row).pairs().stream();
  }

  private static Ranking ranking(Example row) {
    return row instanceof Ranking ranking
        ? ranking
        : new Ranking(row.prompt(), row.responses(), List.of(1.0, 0.0));
  }
}
