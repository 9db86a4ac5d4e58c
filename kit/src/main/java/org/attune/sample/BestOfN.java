package org.attune.sample;

import java.util.List;
import java.util.stream.IntStream;
import org.attune.data.ResponseScorer;
import org.attune.util.InvalidInputException;

/**
 * Best-of-n: draws n responses and keeps the one with the highest reward; ties go to the first.
 *
 * <p>Its KL divergence from the sampled policy is at most {@link #divergenceBound}.
 */
public record BestOfN(int n, ResponseScorer reward, GenerationConfig decoding)
    implements ResponseSampler {
  /** Checks that n is valid. */
  public BestOfN {
    InvalidInputException.unless(n >= 1, "Best-of-n needs at least 1 sample, got %d.", n);
  }

  @Override
  public List<List<Candidate>> candidates(CachedSampler sampler) {
    return CandidateScores.of(reward, sampler.prompts(), sampler.draw(0, n, decoding), this::best);
  }

  /** Returns the best of the candidates, given their rewards. */
  List<Candidate> best(int prompt, List<Candidate> all, List<Double> rewards) {
    int best = 0;
    for (int i = 1; i < all.size(); i++) {
      if (rewards.get(i) > rewards.get(best)) {
        best = i;
      }
    }
    return List.of(all.get(best));
  }

  /** Keeps the best of every n candidates, in their order. */
  List<List<Candidate>> ofEach(List<String> prompts, List<List<Candidate>> drawn) {
    return CandidateScores.of(
        reward,
        prompts,
        drawn,
        (prompt, all, rewards) ->
            IntStream.range(0, all.size() / n)
                .map(i -> i * n)
                .mapToObj(i -> best(prompt, all.subList(i, i + n), rewards.subList(i, i + n)))
                .flatMap(List::stream)
                .toList());
  }

  /**
   * Returns ln n − (n − 1)/n, the largest KL divergence in nats of best-of-n from the sampled
   * policy, reached by a reward without ties.
   */
  public double divergenceBound() {
    return Math.log(n) - (n - 1.0) / n;
  }

  @Override
  public BestOfN with(GenerationConfig other) {
    return new BestOfN(n, reward, other);
  }

  @Override
  public String toString() {
    return "best of " + n + ", " + decoding;
  }
}
