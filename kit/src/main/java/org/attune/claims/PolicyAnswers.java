package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.Policy;
import org.attune.reward.Reward;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;

/** The answers of each seed's policy, sampled at temperature 1. */
final class PolicyAnswers {
  private final ResultStore results;
  private final RunScale scale;

  PolicyAnswers(ResultStore results, RunScale scale) {
    this.results = results;
    this.scale = scale;
  }

  /** Samples the answers to prompts. */
  List<Completions> sample(List<Policy> policies, List<String> prompts) {
    return IntStream.range(0, policies.size())
        .mapToObj(i -> Completions.sample(results.placed(policies.get(i)), prompts, decoding(i)))
        .toList();
  }

  /** Samples and judges the answers to all evaluation prompts, unless another claim has done so. */
  List<List<Double>> judged(List<Policy> policies, List<String> prompts, Reward judge) {
    List<List<Double>> all = new ArrayList<>();
    for (int seed = 0; seed < policies.size(); seed++) {
      Policy policy = results.placed(policies.get(seed));
      GenerationConfig decoding = decoding(seed);
      String key = "judged " + policy.hash() + policy.layout() + decoding;
      all.add(
          results.remember(key, () -> judge.scores(prompts, policy.answers(prompts, decoding))));
    }
    return all;
  }

  private GenerationConfig decoding(int seed) {
    return GenerationConfig.temperature(1)
        .maxTokens(scale.maxTokens())
        .seed(scale.seeds().get(seed));
  }
}
