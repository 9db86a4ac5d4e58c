package org.attune.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.attune.data.ScorerCalls;
import org.attune.reward.Reward;
import org.attune.sample.Completions;

/**
 * The win rate: how often a policy's answer beats a baseline's answer to the same prompt by reward,
 * with ties as one half.
 */
public record WinRate(Reward reward, NamedPolicy baseline) implements Metric {
  @Override
  public List<NamedPolicy> needs() {
    return List.of(baseline);
  }

  @Override
  public Map<String, RatioSamples> measure(Completions answers, EvaluationContext contest) {
    Completions others = contest.of(baseline.name());
    List<Integer> outcomes = outcomes(answers, others);
    List<Double> won = outcomes.stream().map(o -> (1 + Math.signum(o)) / 2.0).toList();
    Map<String, RatioSamples> tallies = new LinkedHashMap<>();
    // Against itself a policy wins exactly one half.
    tallies.put("win rate", answers == others ? RatioSamples.mean(won) : RatioSamples.share(won));
    tallies.put("win", share(outcomes, 1));
    tallies.put("tie", share(outcomes, 0));
    tallies.put("lose", share(outcomes, -1));
    return tallies;
  }

  private List<Integer> outcomes(Completions answers, Completions others) {
    if (reward.comparesOnly()) {
      return ScorerCalls.numbers(
              reward,
              answers.texts().size(),
              () -> reward.margins(answers.prompts(), answers.texts(), others.texts()))
          .stream()
          .map(margin -> (int) Math.signum(margin))
          .toList();
    }
    List<Double> mine = MeanReward.of(answers, reward);
    List<Double> theirs = MeanReward.of(others, reward);
    return IntStream.range(0, mine.size())
        .mapToObj(i -> Double.compare(mine.get(i), theirs.get(i)))
        .toList();
  }

  private static RatioSamples share(List<Integer> outcomes, int sign) {
    return RatioSamples.share(
        outcomes.stream().map(o -> Integer.signum(o) == sign ? 1.0 : 0.0).toList());
  }
}
