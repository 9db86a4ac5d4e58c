package org.attune.model;

import java.util.Arrays;
import java.util.BitSet;
import org.attune.util.InvalidInputException;

/**
 * One prompt and one response as token ids; the boundary between them is the prompt's length.
 *
 * @param prompt ids of the prompt, begin-of-text included where the model has one
 * @param response ids of the response, end-of-text included unless it was cut
 * @param untrained the positions in the response that no loss counts, because the chat template
 *     leaves them out of its generation blocks; usually empty
 */
public record TokenizedExample(int[] prompt, int[] response, BitSet untrained) {
  private static final BitSet NONE = new BitSet(0);

  /** Makes an example all of whose response is trained. */
  public TokenizedExample(int[] prompt, int[] response) {
    this(prompt, response, NONE);
  }

  /** Checks that the prompt is not empty. */
  public TokenizedExample {
    InvalidInputException.unless(
        prompt.length > 0,
        "A prompt needs at least one token; give the model a begin-of-text id or a prompt.");
  }

  /** Returns whether another example has the same ids. */
  public boolean sameAs(TokenizedExample other) {
    return Arrays.equals(prompt, other.prompt)
        && Arrays.equals(response, other.response)
        && untrained.equals(other.untrained);
  }

  /** Returns the number of response tokens that a loss counts. */
  public int trainedTokens() {
    return response.length - untrained.cardinality();
  }

  /**
   * Returns the tokens that are read, at least one.
   *
   * @param dropped how many tokens of the response's end are left out
   */
  int[] inputs(int dropped) {
    int[] all = Arrays.copyOf(prompt, length());
    System.arraycopy(response, 0, all, prompt.length, response.length);
    return Arrays.copyOf(all, Math.max(1, all.length - dropped));
  }

  /** Returns the first position, at or after one in the response, that a loss counts. */
  int nextTrained(int from) {
    return untrained.nextClearBit(from);
  }

  /** Returns the number of tokens of both. */
  public int length() {
    return prompt.length + response.length;
  }
}
