package org.attune.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.attune.Policy;
import org.attune.sample.Completions;
import org.attune.sample.GenerationConfig;

/** The answers of each seed's policy to the evaluation prompts, sampled at temperature 1. */
final class PolicyAnswers {
  private final ClaimContext bench;

  PolicyAnswers(ClaimContext bench) {
    this.bench = bench;
  }

  /** Samples the answers to the first prompts. */
  List<Completions> sample(List<Policy> policies, int most) {
    return IntStream.range(0, policies.size())
        .mapToObj(
            i ->
                Completions.sample(bench.placed(policies.get(i)), bench.prompts(most), decoding(i)))
        .toList();
  }

  /** Samples and judges the answers to all prompts, unless another claim has done so. */
  List<List<Double>> judged(List<Policy> policies) {
    List<String> asked = bench.prompts();
    List<List<Double>> all = new ArrayList<>();
    for (int seed = 0; seed < policies.size(); seed++) {
      Policy policy = bench.placed(policies.get(seed));
      GenerationConfig decoding = decoding(seed);
      String key = "judged " + policy.hash() + policy.layout() + decoding;
      all.add(
          bench.remember(key, () -> bench.judge().scores(asked, policy.answers(asked, decoding))));
    }
    return all;
  }

  private GenerationConfig decoding(int seed) {
    return GenerationConfig.temperature(1)
        .maxTokens(bench.scale().maxTokens())
        .seed(bench.scale().seeds().get(seed));
  }
}
