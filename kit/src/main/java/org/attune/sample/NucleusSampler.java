package org.attune.sample;

import java.util.List;
import org.attune.model.LanguageModel;
import org.attune.model.Nucleus;
import org.attune.util.InvalidInputException;

/**
 * Several independent samples from a policy restricted to another model's nucleus, as in NLPO.
 *
 * @param k responses per prompt
 * @param mask the model whose nucleus restricts the policy
 * @param topP the probability of that nucleus
 * @param decoding the length and the seed; temperature and further filters apply after the mask
 */
public record NucleusSampler(int k, LanguageModel mask, double topP, GenerationConfig decoding)
    implements ResponseSampler {
  /** Checks the settings. */
  public NucleusSampler {
    InvalidInputException.unless(k >= 1, "The number of samples k must be at least 1, got %d.", k);
  }

  @Override
  public List<List<Candidate>> candidates(CachedSampler sampler) {
    return sampler.drawWithin(new Nucleus(mask.decoder(), topP), k, decoding);
  }

  @Override
  public NucleusSampler with(GenerationConfig other) {
    return new NucleusSampler(k, mask, topP, other);
  }

  @Override
  public String toString() {
    return k + " samples within a mask policy's nucleus of " + topP + ", " + decoding;
  }
}
