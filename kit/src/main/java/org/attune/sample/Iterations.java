package org.attune.sample;

import org.attune.util.InvalidInputException;

/**
 * How often new responses are sampled from a policy in training, and what they are combined with: a
 * source is used before each round of training, with the current policy.
 *
 * <pre>{@code
 * Iterations.of(3, ResponseSampler.topP(4, 1, 1)).withProvided()
 * Iterations.ip(2)
 * }</pre>
 *
 * @param count rounds of sampling and training; 1 samples only from the start policy
 * @param source where each round's responses come from
 * @param provided whether every round includes the data's own responses
 * @param earlier whether a round also uses the samples of earlier rounds
 * @param prompts prompts per round, the next ones of the data each time; 0 uses all
 */
public record Iterations(
    int count, ResponseSampler source, boolean provided, boolean earlier, int prompts) {
  /** Far enough apart that no two rounds of neighbouring seeds draw the same numbers. */
  private static final long STRIDE = 1_000_003;

  /** Checks the numbers. */
  public Iterations {
    InvalidInputException.unless(count >= 1, "There must be at least 1 round, got %d.", count);
    InvalidInputException.unless(
        prompts >= 0,
        "The number of prompts per round must be at least 1, got %d; 0 uses all.",
        prompts);
  }

  /** Returns rounds that learn only from what was just sampled. */
  public static Iterations of(int count, ResponseSampler source) {
    return new Iterations(count, source, false, false, 0);
  }

  /**
   * Returns rounds with one of the mixtures of RRHF (Yuan et al. 2023, arXiv 2304.05302); {@code P}
   * samples nothing and so has no rounds.
   */
  public static Iterations of(int count, ResponseMixture mixture) {
    InvalidInputException.unless(
        mixture.source().isPresent(),
        "The mixture %s samples nothing, so a second round would see the same responses; use DP.",
        mixture);
    return new Iterations(count, mixture.source().get(), mixture.provided(), false, 0);
  }

  /** Returns RRHF's IP-n: diverse beams of the last policy together with the provided responses. */
  public static Iterations ip(int n) {
    return of(n, ResponseMixture.DP);
  }

  /** Returns these rounds with the data's own responses in each round. */
  public Iterations withProvided() {
    return new Iterations(count, source, true, earlier, prompts);
  }

  /** Returns these rounds with all earlier samples in each round. */
  public Iterations withEarlier() {
    return new Iterations(count, source, provided, true, prompts);
  }

  /** Returns these rounds with at most {@code most} prompts per round; 0 uses all. */
  public Iterations prompts(int most) {
    return new Iterations(count, source, provided, earlier, most);
  }

  /** Returns these iterations with another number of rounds. */
  public Iterations count(int rounds) {
    return new Iterations(rounds, source, provided, earlier, prompts);
  }

  /** Returns these rounds with another source of responses. */
  public Iterations source(ResponseSampler other) {
    return new Iterations(count, other, provided, earlier, prompts);
  }

  /** Returns the source of a round, counted from 0, with its own random numbers. */
  public ResponseSampler round(int round, long seed) {
    return source.seed(source.decoding().seed() + seed + STRIDE * round);
  }

  /** Returns the index of a round's first prompt among {@code size} prompts. */
  public int first(int round, int size) {
    return prompts == 0 ? 0 : (int) ((long) round * prompts % size);
  }

  @Override
  public String toString() {
    return (count == 1 ? "1 round of " : count + " rounds of ")
        + source
        + (provided ? ", provided too" : "")
        + (earlier ? ", earlier too" : "")
        + (prompts == 0 ? "" : ", " + prompts + " prompts each");
  }
}
