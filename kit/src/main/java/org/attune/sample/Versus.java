package org.attune.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * One response from each of two policies to every prompt, the first policy's first (GAP §5.2); the
 * policy that is asked does not matter.
 *
 * <p>The two draw different random numbers, so that a policy can be put against itself.
 */
public record Versus(Speaker first, Speaker second, Decoding decoding) implements Source {
  @Override
  public List<List<Candidate>> candidates(Sampler sampler) {
    List<List<Candidate>> one = sampler.by(first).draw(0, 1, decoding);
    List<List<Candidate>> other = sampler.by(second).draw(1, 1, decoding);
    List<List<Candidate>> both = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      both.add(List.of(one.get(i).get(0), other.get(i).get(0)));
    }
    return both;
  }

  @Override
  public Versus with(Decoding other) {
    return new Versus(first, second, other);
  }

  @Override
  public String toString() {
    return "one policy against another, " + decoding;
  }
}
