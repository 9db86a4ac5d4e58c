package org.attune.sample;

import java.util.List;
import org.attune.util.InvalidInputException;

/**
 * Beam search, and diverse beam search with several groups (Vijayakumar et al., arXiv 1610.02424).
 *
 * <p>The groups choose their tokens in turn; a token is penalised by {@code penalty} for each beam
 * of an earlier group that chose it at the same step, while a response's score remains its
 * log-probability. A group ends when no live beam currently scores better than its worst ended
 * response. Under {@link BeamScore#SUM} no better response is missed; under {@link BeamScore#MEAN}
 * a longer one may be.
 *
 * @param k total number of beams, and of responses returned, best first
 * @param groups number of groups, which divides k; 1 is plain beam search
 * @param penalty penalty of a token, in nats, for each time that an earlier group chose it
 * @param by how responses of different lengths compare
 * @param decoding the temperature divides the logits that the search scores; no random numbers are
 *     used
 */
public record BeamSampler(
    int k, int groups, double penalty, BeamScore by, GenerationConfig decoding)
    implements ResponseSampler {
  /** Checks the ranges. */
  public BeamSampler {
    InvalidInputException.unless(k >= 1, "The number of beams k must be at least 1, got %d.", k);
    InvalidInputException.unless(
        groups >= 1 && k % groups == 0,
        "The number of groups must divide the number of beams, got %d groups for %d beams.",
        groups,
        k);
    InvalidInputException.unless(
        penalty >= 0 && Double.isFinite(penalty),
        "The diversity penalty must be a number >= 0, got %s; 0 lets groups repeat each other.",
        penalty);
    InvalidInputException.unless(
        decoding.temperature() > 0,
        "Beam search needs a temperature > 0, got %s; 1 searches the policy itself.",
        decoding.temperature());
    InvalidInputException.unless(
        decoding.topK() == 0 && decoding.topP() == 1,
        "Beam search looks at all tokens, got top-k %d and top-p %s; leave both out.",
        decoding.topK(),
        decoding.topP());
  }

  @Override
  public List<List<Candidate>> candidates(CachedSampler sampler) {
    return sampler.search(this);
  }

  /** Returns this search at another temperature. */
  public BeamSampler temperature(double temperature) {
    GenerationConfig d = decoding;
    return with(
        new GenerationConfig(
            temperature, d.topK(), d.topP(), d.maxTokens(), d.seed(), d.markers()));
  }

  /** Returns this search with another score for comparing responses. */
  public BeamSampler by(BeamScore score) {
    return new BeamSampler(k, groups, penalty, score, decoding);
  }

  @Override
  public BeamSampler with(GenerationConfig other) {
    return new BeamSampler(k, groups, penalty, by, other);
  }

  @Override
  public String toString() {
    String kind =
        groups == 1 ? "beam " + k : "diverse beam " + k + "/" + groups + ", penalty " + penalty;
    return kind + " by " + by + ", " + decoding;
  }
}
