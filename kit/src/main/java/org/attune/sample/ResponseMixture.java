package org.attune.sample;

import java.util.Arrays;
import java.util.Optional;
import org.attune.util.InvalidInputException;

/**
 * The response sources of RRHF (Yuan et al. 2023, arXiv 2304.05302, §4.1), with the paper's names
 * and settings.
 */
public enum ResponseMixture {
  /** The responses that the data provides. */
  P(true),
  /** Beam search with 4 beams. */
  B(false),
  /** 4 samples, top-p 1, temperature 0.8. */
  S(false),
  /** Diverse beam search: 4 beams in 4 groups, penalty 1, temperature 0.8. */
  D(false),
  /** Provided responses and those of B. */
  BP(true),
  /** Provided responses and those of S. */
  SP(true),
  /** Provided responses and those of D. */
  DP(true);

  private final boolean provided;

  ResponseMixture(boolean provided) {
    this.provided = provided;
  }

  /** Returns the mixture of a name. */
  public static ResponseMixture named(String name) {
    return Arrays.stream(values())
        .filter(mixture -> mixture.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "There is no mixture of responses called '"
                        + name
                        + "'; available: "
                        + Arrays.toString(values())
                        + "."));
  }

  /** Returns whether the data's own responses are included. */
  public boolean provided() {
    return provided;
  }

  /** Returns the sampler, or nothing for {@link #P}. */
  public Optional<ResponseSampler> source() {
    return switch (this) {
      case P -> Optional.empty();
      case B, BP -> Optional.of(ResponseSampler.beam(4));
      case S, SP -> Optional.of(ResponseSampler.topP(4, 1, 0.8));
      case D, DP -> Optional.of(ResponseSampler.diverseBeam(4, 4, 1).temperature(0.8));
    };
  }
}
