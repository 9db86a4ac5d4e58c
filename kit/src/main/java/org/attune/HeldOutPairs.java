package org.attune;

import java.util.List;
import org.attune.data.Pair;
import org.attune.evaluate.Interval;
import org.attune.evaluate.RandomEffects;
import org.attune.evaluate.RatioSamples;
import org.attune.reward.RankingLoss;
import org.attune.reward.Reward;

/** Pairs on which a reward is measured; all pairs of a prompt form one cluster. */
record HeldOutPairs(List<String> prompts, List<String> chosen, List<String> rejected) {
  static HeldOutPairs of(List<Pair> rows) {
    return new HeldOutPairs(
        rows.stream().map(Pair::prompt).toList(),
        rows.stream().map(Pair::chosen).toList(),
        rows.stream().map(Pair::rejected).toList());
  }

  /** Returns how often the preferred response scores higher, with ties as one half. */
  Interval accuracy(Reward reward) {
    List<Double> right =
        reward.margins(prompts, chosen, rejected).stream()
            .map(margin -> (1 + Math.signum(margin)) / 2)
            .toList();
    return RandomEffects.of(prompts, RatioSamples.share(right));
  }

  /** Returns the mean ranking loss. */
  Interval loss(Reward reward) {
    List<Double> losses =
        new RankingLoss().losses(reward.scores(prompts, chosen), reward.scores(prompts, rejected));
    return RandomEffects.of(prompts, RatioSamples.mean(losses));
  }
}
