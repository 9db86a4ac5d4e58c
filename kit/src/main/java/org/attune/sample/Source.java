package org.attune.sample;

import java.util.List;
import org.attune.data.Scorer;

/**
 * Where responses come from: some candidates for each prompt.
 *
 * <pre>{@code
 * data.sample(Source.topP(4, 1.0, 0.8), policy)
 * data.sample(Source.bestOfN(16, reward).seed(7), policy)
 * }</pre>
 *
 * <p>A source never changes. Its decoding says temperature, longest response, seed and where
 * responses are cut.
 */
public interface Source {
  /** Returns the candidates for each of the sampler's prompts, in their order. */
  List<List<Candidate>> candidates(Sampler sampler);

  /** Returns how tokens are chosen. */
  Decoding decoding();

  /** Returns this source with another decoding. */
  Source with(Decoding decoding);

  /** Returns this source with other random numbers. */
  default Source seed(long seed) {
    return with(decoding().seed(seed));
  }

  /** Returns this source with another limit on the responses' length. */
  default Source maxTokens(int tokens) {
    return with(decoding().maxTokens(tokens));
  }

  /** Returns this source with responses that end before the next turn, see {@link Decoding}. */
  default Source cutAtTurns() {
    return with(decoding().cutAtTurns());
  }

  /** Returns this source without a candidate whose text an earlier one of the prompt has. */
  default Source distinct() {
    return new Distinct(this);
  }

  /** Draws k responses at a temperature from the nucleus of probability p. */
  static Draws topP(int k, double p, double temperature) {
    return new Draws(k, Decoding.temperature(temperature).topP(p));
  }

  /** Searches the k best responses with k beams. */
  static Beam beam(int k) {
    return new Beam(k, 1, 0, BeamScore.MEAN, Decoding.temperature(1));
  }

  /** Searches k responses with beams in groups that avoid each other's tokens. */
  static Beam diverseBeam(int k, int groups, double penalty) {
    return new Beam(k, groups, penalty, BeamScore.MEAN, Decoding.temperature(1));
  }

  /** Draws n responses and keeps the one of the highest reward. */
  static BestOf bestOfN(int n, Scorer reward) {
    return new BestOf(n, reward, Decoding.temperature(1));
  }

  /** Proposes some responses and accepts k by their rewards, see {@link Rejection}. */
  static Rejection rejection(int proposals, int k, double beta, Scorer reward) {
    return new Rejection(proposals, k, beta, reward, Decoding.temperature(1));
  }

  /** Draws one response from each of two policies, whichever policy is asked. */
  static Versus versus(Speaker first, Speaker second) {
    return new Versus(first, second, Decoding.temperature(1));
  }
}
