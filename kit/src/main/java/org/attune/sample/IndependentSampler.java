package org.attune.sample;

import java.util.List;
import org.attune.util.InvalidInputException;

/**
 * Several independent samples from the policy: top-p, top-k or plain sampling, as set in decoding.
 */
public record IndependentSampler(int k, GenerationConfig decoding) implements ResponseSampler {
  /** Checks the number of responses. */
  public IndependentSampler {
    InvalidInputException.unless(k >= 1, "The number of samples k must be at least 1, got %d.", k);
  }

  @Override
  public List<List<Candidate>> candidates(CachedSampler sampler) {
    return sampler.draw(0, k, decoding);
  }

  @Override
  public IndependentSampler with(GenerationConfig other) {
    return new IndependentSampler(k, other);
  }

  @Override
  public String toString() {
    return k + " samples, " + decoding;
  }
}
