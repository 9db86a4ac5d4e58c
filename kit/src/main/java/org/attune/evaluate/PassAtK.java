package org.attune.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.reward.Reward;
import org.attune.sample.Completions;
import org.attune.util.InvalidInputException;

/**
 * pass@k: the probability that at least one of k answers to a prompt is right, estimated without
 * bias from n ≥ k answers of which c are right, 1 − C(n − c, k) / C(n, k) (Chen et al. 2021, arXiv
 * 2107.03374, eq. 1).
 *
 * @param k the number of tries
 * @param verifier a reward that is 1 for right answers and 0 for others
 */
public record PassAtK(int k, Reward verifier) implements Metric {
  /** Checks k. */
  public PassAtK {
    InvalidInputException.unless(k > 0, "k of pass@k must be > 0, got %d; try 4.", k);
  }

  @Override
  public int answersPerPrompt() {
    return k;
  }

  @Override
  public Map<String, RatioSamples> measure(Completions answers, EvaluationContext contest) {
    List<Double> rewards = MeanReward.of(answers, verifier);
    Map<String, Integer> tries = new HashMap<>();
    Map<String, Integer> right = new HashMap<>();
    for (int i = 0; i < rewards.size(); i++) {
      double reward = rewards.get(i);
      InvalidInputException.unless(
          reward == 0 || reward == 1,
          "pass@%d needs a reward that is 0 or 1, such as AccuracyReward; %s gave %s.",
          k,
          verifier,
          reward);
      tries.merge(answers.prompts().get(i), 1, Integer::sum);
      right.merge(answers.prompts().get(i), (int) reward, Integer::sum);
    }
    // Each answer counts with its prompt's estimate, so that prompts are the clusters.
    List<Double> passed =
        answers.prompts().stream().map(p -> estimate(tries.get(p), right.get(p))).toList();
    return Map.of("pass@" + k, RatioSamples.share(passed));
  }

  /** Returns 1 − C(n − c, k) / C(n, k), as a product that does not overflow. */
  double estimate(int n, int c) {
    if (n - c < k) {
      return 1;
    }
    double failed = 1;
    for (int i = n - c + 1; i <= n; i++) {
      failed *= 1 - k / (double) i;
    }
    return 1 - failed;
  }
}
