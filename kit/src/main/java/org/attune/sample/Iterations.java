package org.attune.sample;

import org.attune.util.InvalidInputException;

/**
 * How often a policy in training is asked for new responses, and what those join: a source that is
 * used again after each round of training, by the policy of that moment.
 *
 * <pre>{@code
 * Iterations.of(3, ResponseSampler.topP(4, 1, 1)).withProvided()
 * Iterations.ip(2)
 * }</pre>
 *
 * @param count rounds of sampling and training; 1 samples from the start alone
 * @param source where each round's responses come from
 * @param provided whether the data's own responses take part in every round
 * @param earlier whether a round also sees what the rounds before it sampled
 * @param prompts prompts asked each round, the next ones of the data each time; 0 asks all
 */
public record Iterations(
    int count, ResponseSampler source, boolean provided, boolean earlier, int prompts) {
  /** Far enough apart that no two rounds of neighbouring seeds draw the same numbers. */
  private static final long STRIDE = 1_000_003;

  /** Checks that there is something to do. */
  public Iterations {
    InvalidInputException.unless(count >= 1, "There must be at least 1 round, got %d.", count);
    InvalidInputException.unless(
        prompts >= 0, "Prompts a round must be at least 1, got %d; 0 asks all.", prompts);
  }

  /** Returns rounds that learn from what was just sampled and from nothing else. */
  public static Iterations of(int count, ResponseSampler source) {
    return new Iterations(count, source, false, false, 0);
  }

  /** Returns rounds of one of RRHF's mixtures; {@code P} samples nothing and so has no rounds. */
  public static Iterations of(int count, ResponseMixture mixture) {
    InvalidInputException.unless(
        mixture.source().isPresent(),
        "The mixture %s samples nothing, so a second round would see the same responses; take DP.",
        mixture);
    return new Iterations(count, mixture.source().get(), mixture.provided(), false, 0);
  }

  /** Returns RRHF's IP-n: diverse beams of the last policy beside the provided responses. */
  public static Iterations ip(int n) {
    return of(n, ResponseMixture.DP);
  }

  /** Returns these rounds with the data's own responses in each of them. */
  public Iterations withProvided() {
    return new Iterations(count, source, true, earlier, prompts);
  }

  /** Returns these rounds with all that was sampled so far in each of them. */
  public Iterations withEarlier() {
    return new Iterations(count, source, provided, true, prompts);
  }

  /** Returns these rounds with so many prompts in each of them; 0 asks all. */
  public Iterations prompts(int most) {
    return new Iterations(count, source, provided, earlier, most);
  }

  /** Returns these rounds with another number of them. */
  public Iterations count(int rounds) {
    return new Iterations(rounds, source, provided, earlier, prompts);
  }

  /** Returns these rounds with responses from elsewhere. */
  public Iterations source(ResponseSampler other) {
    return new Iterations(count, other, provided, earlier, prompts);
  }

  /** Returns the source of a round, counted from 0, with random numbers of its own. */
  public ResponseSampler round(int round, long seed) {
    return source.seed(source.decoding().seed() + seed + STRIDE * round);
  }

  /** Returns the place of the first prompt that a round asks, of so many. */
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
