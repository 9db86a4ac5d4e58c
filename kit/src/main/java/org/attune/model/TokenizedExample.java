package org.attune.model;

import java.util.Arrays;
import org.attune.util.InvalidInputException;

/**
 * One prompt and one response as token ids; the boundary between them is the prompt's length.
 *
 * @param prompt ids of the prompt, begin-of-text included where the model has one
 * @param response ids of the response, end-of-text included unless it was cut
 */
public record TokenizedExample(int[] prompt, int[] response) {
  /** Checks that the prompt is not empty. */
  public TokenizedExample {
    InvalidInputException.unless(
        prompt.length > 0,
        "A prompt needs at least one token; give the model a begin-of-text id or a prompt.");
  }

  /** Returns whether another example has the same ids. */
  public boolean sameAs(TokenizedExample other) {
    return Arrays.equals(prompt, other.prompt) && Arrays.equals(response, other.response);
  }

  /** Returns the number of tokens of both. */
  public int length() {
    return prompt.length + response.length;
  }
}
