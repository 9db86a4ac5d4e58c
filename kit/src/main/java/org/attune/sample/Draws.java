package org.attune.sample;

import java.util.List;
import org.attune.data.BadInput;

/** Several independent draws from the policy: top-p, top-k or plain sampling, as decoding says. */
public record Draws(int k, Decoding decoding) implements Source {
  /** Checks that there is something to draw. */
  public Draws {
    BadInput.unless(k >= 1, "The number of samples k must be at least 1, got %d.", k);
  }

  @Override
  public List<List<Candidate>> candidates(Sampler sampler) {
    return sampler.draw(0, k, decoding);
  }

  @Override
  public Draws with(Decoding other) {
    return new Draws(k, other);
  }

  @Override
  public String toString() {
    return k + " samples, " + decoding;
  }
}
