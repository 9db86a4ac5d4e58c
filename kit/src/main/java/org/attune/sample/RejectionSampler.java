package org.attune.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.attune.data.ResponseScorer;
import org.attune.util.InvalidInputException;

/**
 * Statistical rejection sampling from the estimated optimal policy π(y|x)·exp(r(x,y)/β) (Liu et
 * al., RSO, arXiv 2309.06657, algorithm 1).
 *
 * <p>The policy proposes responses. In repeated sweeps, each remaining one is accepted with
 * probability exp((r − r_max)/β), r_max being the highest remaining reward, until k are accepted.
 *
 * @param proposals responses drawn for each prompt
 * @param k responses accepted for each prompt
 * @param beta temperature of acceptance; the smaller, the more high rewards are preferred
 */
public record RejectionSampler(
    int proposals, int k, double beta, ResponseScorer reward, GenerationConfig decoding)
    implements ResponseSampler {
  private static final long ACCEPTING = 0x5EED_ACCE_97EDL;

  /** Checks the ranges. */
  public RejectionSampler {
    InvalidInputException.unless(
        k >= 1, "The number of accepted responses k must be at least 1, got %d.", k);
    InvalidInputException.unless(
        proposals >= k,
        "Rejection sampling cannot accept %d of %d proposals; use at least as many proposals.",
        k,
        proposals);
    InvalidInputException.unless(
        beta > 0 && Double.isFinite(beta),
        "Rejection sampling needs a beta > 0, got %s; the paper takes 0.5.",
        beta);
  }

  /** Returns the paper's settings: 8 of 64 proposals, β = 0.5, temperature 0.7, top-k 40. */
  public static RejectionSampler paper(ResponseScorer reward) {
    return new RejectionSampler(64, 8, 0.5, reward, GenerationConfig.temperature(0.7).topK(40));
  }

  @Override
  public List<List<Candidate>> candidates(CachedSampler sampler) {
    return CandidateScores.of(
        reward,
        sampler.prompts(),
        sampler.draw(0, proposals, decoding),
        (prompt, all, rewards) ->
            accept(rewards, k, beta, uniforms(prompt)).stream().map(all::get).toList());
  }

  /** Returns a stream of random numbers that depends only on the seed and the prompt. */
  private DoubleSupplier uniforms(int prompt) {
    long start = new SplittableRandom(decoding.seed() ^ ACCEPTING).nextLong();
    return new SplittableRandom(new SplittableRandom(start + prompt).nextLong())::nextDouble;
  }

  /**
   * Returns the indices of accepted responses in the order of acceptance; all of them if there are
   * no more than requested.
   *
   * @param uniforms yields the numbers in [0, 1) to compare with, one per decision
   */
  public static List<Integer> accept(
      List<Double> rewards, int k, double beta, DoubleSupplier uniforms) {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < rewards.size(); i++) {
      left.add(i);
    }
    List<Integer> accepted = new ArrayList<>();
    while (accepted.size() < k && !left.isEmpty()) {
      double top = left.stream().mapToDouble(rewards::get).max().orElseThrow();
      for (int i = 0; i < left.size() && accepted.size() < k; i++) {
        if (uniforms.getAsDouble() < Math.exp((rewards.get(left.get(i)) - top) / beta)) {
          accepted.add(left.get(i));
        }
      }
      left.removeAll(accepted); // The highest was accepted, so each sweep leaves fewer.
    }
    return accepted;
  }

  @Override
  public RejectionSampler with(GenerationConfig other) {
    return new RejectionSampler(proposals, k, beta, reward, other);
  }

  @Override
  public String toString() {
    return "rejection " + k + " of " + proposals + ", beta " + beta + ", " + decoding;
  }
}
