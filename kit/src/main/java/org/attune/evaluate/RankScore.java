package org.attune.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.reward.Reward;
import org.attune.sample.Completions;

/**
 * k + 1 − rank among the k policies that answer, by reward, averaged over prompts; with five
 * policies that is the 6 − rank of Hu et al. 2023, arXiv 2308.12050, Fig. 4. Tied policies share
 * the mean of their ranks.
 */
public record RankScore(Reward reward) implements Metric {
  @Override
  public Map<String, RatioSamples> measure(Completions answers, EvaluationContext contest) {
    List<Double> mine = MeanReward.of(answers, reward);
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < mine.size(); i++) {
      double better = 0;
      double equal = 0;
      for (Completions other : contest.answers().values()) {
        int order = Double.compare(MeanReward.of(other, reward).get(i), mine.get(i));
        better += order > 0 ? 1 : 0;
        equal += order == 0 ? 1 : 0;
      }
      scores.add(contest.answers().size() + 1 - (better + (equal + 1) / 2));
    }
    return Map.of("rank score", RatioSamples.mean(scores));
  }
}
