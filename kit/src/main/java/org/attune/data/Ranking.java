package org.attune.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.util.InvalidInputException;

/** A prompt with its responses, best first, and their scores; equal scores are ties. */
public record Ranking(String prompt, List<String> responses, List<Double> scores)
    implements Example {
  /**
   * Copies both lists, which must have the same length and be in order, the best response first.
   */
  public Ranking {
    TextChecks.require("prompt", prompt);
    responses = List.copyOf(responses);
    scores = List.copyOf(scores);
    InvalidInputException.unless(
        !responses.isEmpty(), "A ranking needs at least one response, got none.");
    InvalidInputException.unless(
        responses.size() == scores.size(),
        "A ranking needs one score per response, got %d responses and %d scores.",
        responses.size(),
        scores.size());
    requireOrder(scores);
  }

  /** Returns the ranking of responses given in any order; equal scores keep the given order. */
  public static Ranking sorted(String prompt, List<String> responses, List<Double> scores) {
    if (responses.size() != scores.size()) {
      return new Ranking(prompt, responses, scores); // whose message explains the error
    }
    List<Integer> order =
        IntStream.range(0, scores.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> scores.get(i)).reversed())
            .toList();
    return new Ranking(
        prompt,
        order.stream().map(responses::get).toList(),
        order.stream().map(scores::get).toList());
  }

  @Override
  public RowType kind() {
    return RowType.RANKINGS;
  }

  /** Returns each response's rank, counted from 1; ties share the best rank of their group. */
  public List<Integer> ranks() {
    List<Integer> ranks = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      boolean tied =
          i > 0 && scores.get(i) >= scores.get(i - 1); // never greater, since the list is sorted
      ranks.add(tied ? ranks.get(i - 1) : i + 1);
    }
    return List.copyOf(ranks);
  }

  /** Returns a pair for every two responses whose scores differ; ties yield none. */
  public List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int better = 0; better < responses.size(); better++) {
      for (int worse = better + 1; worse < responses.size(); worse++) {
        if (scores.get(better) > scores.get(worse)) {
          pairs.add(new Pair(prompt, responses.get(better), responses.get(worse)));
        }
      }
    }
    return List.copyOf(pairs);
  }

  private static void requireOrder(List<Double> scores) {
    for (int i = 0; i < scores.size(); i++) {
      InvalidInputException.unless(
          Double.isFinite(scores.get(i)),
          "Score %d of a ranking is %s; a score must be a finite number.",
          i + 1,
          scores.get(i));
      InvalidInputException.unless(
          i == 0 || scores.get(i - 1) >= scores.get(i),
          "A ranking lists the best response first, but score %s comes before the better %s;"
              + " Ranking.sorted(…) puts them in order.",
          scores.get(Math.max(0, i - 1)),
          scores.get(i));
    }
  }
}
