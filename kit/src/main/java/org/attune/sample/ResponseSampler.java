package org.attune.sample;

import java.util.List;
import org.attune.data.ResponseScorer;

/**
 * A source of responses: some candidates for each prompt.
 *
 * <pre>{@code
 * data.generate(ResponseSampler.topP(4, 1.0, 0.8), policy)
 * data.generate(ResponseSampler.bestOfN(16, reward).seed(7), policy)
 * }</pre>
 *
 * <p>Sources are immutable. The decoding sets temperature, maximum length, seed and stop strings.
 */
public interface ResponseSampler {
  /** Returns the candidates for each of the sampler's prompts, in their order. */
  List<List<Candidate>> candidates(CachedSampler sampler);

  /** Returns how tokens are chosen. */
  GenerationConfig decoding();

  /** Returns this source with another decoding. */
  ResponseSampler with(GenerationConfig decoding);

  /** Returns this source with other random numbers. */
  default ResponseSampler seed(long seed) {
    return with(decoding().seed(seed));
  }

  /** Returns this source with another maximum response length. */
  default ResponseSampler maxTokens(int tokens) {
    return with(decoding().maxTokens(tokens));
  }

  /**
   * Returns this source with responses that end before the next turn, see {@link GenerationConfig}.
   */
  default ResponseSampler cutAtTurns() {
    return with(decoding().cutAtTurns());
  }

  /** Returns this source without duplicate texts among a prompt's candidates. */
  default ResponseSampler distinct() {
    return new DistinctSampler(this);
  }

  /** Samples k responses at a temperature from the nucleus of probability p. */
  static IndependentSampler topP(int k, double p, double temperature) {
    return new IndependentSampler(k, GenerationConfig.temperature(temperature).topP(p));
  }

  /** Searches for the k best responses with k beams. */
  static BeamSampler beam(int k) {
    return new BeamSampler(k, 1, 0, BeamScore.MEAN, GenerationConfig.temperature(1));
  }

  /** Searches for k responses with beams in groups that avoid each other's tokens. */
  static BeamSampler diverseBeam(int k, int groups, double penalty) {
    return new BeamSampler(k, groups, penalty, BeamScore.MEAN, GenerationConfig.temperature(1));
  }

  /** Samples n responses and keeps the one with the highest reward. */
  static BestOfN bestOfN(int n, ResponseScorer reward) {
    return new BestOfN(n, reward, GenerationConfig.temperature(1));
  }

  /** Samples proposals and accepts k by their rewards, see {@link RejectionSampler}. */
  static RejectionSampler rejection(int proposals, int k, double beta, ResponseScorer reward) {
    return new RejectionSampler(proposals, k, beta, reward, GenerationConfig.temperature(1));
  }

  /**
   * Samples one response from each of the two given policies, regardless of the policy of the call.
   */
  static TwoPolicySampler versus(SamplingPolicy first, SamplingPolicy second) {
    return new TwoPolicySampler(first, second, GenerationConfig.temperature(1));
  }
}
