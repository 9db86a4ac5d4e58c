package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.Policy;
import org.attune.reward.Reward;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;

/**
 * The answers of each seed's policy, sampled at temperature 1. Their texts are remembered, so that
 * claims that judge the same policies, each in its own way, sample them once.
 */
final class PolicyAnswers {
  private final ResultStore results;
  private final RunScale scale;

  PolicyAnswers(ResultStore results, RunScale scale) {
    this.results = results;
    this.scale = scale;
  }

  /** Samples the answers to prompts, one policy per seed. */
  List<Completions> sample(List<Policy> policies, List<String> prompts) {
    return IntStream.range(0, policies.size())
        .mapToObj(i -> sample(results.placed(policies.get(i)), prompts, scale.seeds().get(i)))
        .toList();
  }

  /** Samples one policy's answers to prompts. */
  Completions sample(Policy policy, List<String> prompts, long seed) {
    Completions answers = Completions.sample(policy, prompts, decoding(seed));
    results.remember(key(policy, prompts, seed), answers::texts);
    return answers;
  }

  /** Returns the texts of one policy's answers, sampled unless another claim has done so. */
  List<String> texts(Policy policy, List<String> prompts, long seed) {
    return results.remember(
        key(policy, prompts, seed), () -> policy.answers(prompts, decoding(seed)));
  }

  /** Samples and judges the answers to all evaluation prompts, unless another claim has done so. */
  List<List<Double>> judged(List<Policy> policies, List<String> prompts, Reward judge) {
    List<List<Double>> all = new ArrayList<>();
    for (int i = 0; i < policies.size(); i++) {
      Policy policy = results.placed(policies.get(i));
      long seed = scale.seeds().get(i);
      String key = "judged " + key(policy, prompts, seed);
      all.add(results.remember(key, () -> judge.scores(prompts, texts(policy, prompts, seed))));
    }
    return all;
  }

  /** The prompts are always the first evaluation prompts, so that their number names them. */
  private String key(Policy policy, List<String> prompts, long seed) {
    return "answers " + policy.hash() + policy.layout() + prompts.size() + " " + decoding(seed);
  }

  private GenerationConfig decoding(long seed) {
    return GenerationConfig.temperature(1).maxTokens(scale.maxTokens()).seed(seed);
  }
}
