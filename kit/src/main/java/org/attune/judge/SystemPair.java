package org.attune.judge;

import java.util.ArrayList;
import java.util.List;
import org.attune.evaluate.Interval;
import org.attune.evaluate.LengthControlledWinRate;
import org.attune.evaluate.RandomEffects;
import org.attune.evaluate.RatioSamples;

/**
 * Two systems on the same prompts.
 *
 * @param first the system whose wins are counted
 * @param second the other
 * @param prompts the prompts' ids
 * @param outcomes 1 where the first system won, ½ for a tie, 0 where it lost, NaN where the judge
 *     gave no judgement
 * @param lengths of the first system's answers in characters
 * @param otherLengths of the second system's answers
 */
public record SystemPair(
    String first,
    String second,
    List<String> prompts,
    List<Double> outcomes,
    List<Integer> lengths,
    List<Integer> otherLengths) {
  private static final int FEWEST = 3;

  static SystemPair of(
      PromptSet prompts, SystemAnswers first, SystemAnswers second, List<Double> outcomes) {
    return new SystemPair(
        first.name(),
        second.name(),
        prompts.items().stream().map(PromptSet.Item::id).toList(),
        outcomes,
        prompts.items().stream().map(item -> length(first.to(item))).toList(),
        prompts.items().stream().map(item -> length(second.to(item))).toList());
  }

  private static int length(List<String> answers) {
    return answers.stream().mapToInt(String::length).sum();
  }

  /** Returns the same comparison from the other system's point of view. */
  public SystemPair swapped() {
    return new SystemPair(
        second, first, prompts, outcomes.stream().map(o -> 1 - o).toList(), otherLengths, lengths);
  }

  /** Returns the number of wins (1), ties (½) or losses (0) of the first system. */
  public long count(double outcome) {
    return outcomes.stream().filter(o -> o == outcome).count();
  }

  /** Returns the number of comparisons without a judgement. */
  public long invalid() {
    return outcomes.stream().filter(o -> o.isNaN()).count();
  }

  private SystemPair valid() {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (!outcomes.get(i).isNaN()) {
        kept.add(i);
      }
    }
    return new SystemPair(
        first,
        second,
        kept.stream().map(prompts::get).toList(),
        kept.stream().map(outcomes::get).toList(),
        kept.stream().map(lengths::get).toList(),
        kept.stream().map(otherLengths::get).toList());
  }

  /** Returns the win rate of the first system: wins and half of the ties. */
  public Interval winRate() {
    SystemPair valid = valid();
    return valid.outcomes.isEmpty()
        ? new Interval(Double.NaN, Double.NaN, Double.NaN, 0, 1)
        : RandomEffects.of(valid.prompts, RatioSamples.share(valid.outcomes));
  }

  /** Returns the win rate that the first system would have if answers were equally long. */
  public Interval lengthControlledWinRate() {
    SystemPair valid = valid();
    return valid.outcomes.size() < FEWEST
        ? new Interval(Double.NaN, Double.NaN, Double.NaN, valid.outcomes.size(), 1)
        : LengthControlledWinRate.of(
            valid.prompts, valid.outcomes, valid.lengths, valid.otherLengths);
  }
}
