package org.attune.sample;

import org.attune.data.BadInput;

/**
 * How often a policy in training is asked for new responses, and what those join: a source that is
 * used again after each round of training, by the policy of that moment.
 *
 * <pre>{@code
 * Rounds.of(3, Source.topP(4, 1, 1)).withProvided()
 * Rounds.ip(2)
 * }</pre>
 *
 * @param count rounds of sampling and training; 1 samples from the start alone
 * @param source where each round's responses come from
 * @param provided whether the data's own responses take part in every round
 * @param earlier whether a round also sees what the rounds before it sampled
 * @param prompts prompts asked each round, the next ones of the data each time; 0 asks all
 */
public record Rounds(int count, Source source, boolean provided, boolean earlier, int prompts) {
  /** Far enough apart that no two rounds of neighbouring seeds draw the same numbers. */
  private static final long STRIDE = 1_000_003;

  /** Checks that there is something to do. */
  public Rounds {
    BadInput.unless(count >= 1, "There must be at least 1 round, got %d.", count);
    BadInput.unless(
        prompts >= 0, "Prompts a round must be at least 1, got %d; 0 asks all.", prompts);
  }

  /** Returns rounds that learn from what was just sampled and from nothing else. */
  public static Rounds of(int count, Source source) {
    return new Rounds(count, source, false, false, 0);
  }

  /** Returns rounds of one of RRHF's mixtures; {@code P} samples nothing and so has no rounds. */
  public static Rounds of(int count, Mixture mixture) {
    BadInput.unless(
        mixture.source().isPresent(),
        "The mixture %s samples nothing, so a second round would see the same responses; take DP.",
        mixture);
    return new Rounds(count, mixture.source().get(), mixture.provided(), false, 0);
  }

  /** Returns RRHF's IP-n: diverse beams of the last policy beside the provided responses. */
  public static Rounds ip(int n) {
    return of(n, Mixture.DP);
  }

  /** Returns these rounds with the data's own responses in each of them. */
  public Rounds withProvided() {
    return new Rounds(count, source, true, earlier, prompts);
  }

  /** Returns these rounds with all that was sampled so far in each of them. */
  public Rounds withEarlier() {
    return new Rounds(count, source, provided, true, prompts);
  }

  /** Returns these rounds with so many prompts in each of them; 0 asks all. */
  public Rounds prompts(int most) {
    return new Rounds(count, source, provided, earlier, most);
  }

  /** Returns these rounds with another number of them. */
  public Rounds count(int rounds) {
    return new Rounds(rounds, source, provided, earlier, prompts);
  }

  /** Returns these rounds with responses from elsewhere. */
  public Rounds source(Source other) {
    return new Rounds(count, other, provided, earlier, prompts);
  }

  /** Returns the source of a round, counted from 0, with random numbers of its own. */
  public Source round(int round, long seed) {
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
