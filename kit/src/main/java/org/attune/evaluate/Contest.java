package org.attune.evaluate;

import java.util.Map;
import org.attune.data.BadInput;
import org.attune.sample.Answers;

/**
 * The answers of all policies to the same prompts under the same decoding.
 *
 * @param answers by the policy's name, in the order of the table
 */
public record Contest(Map<String, Answers> answers) {
  /** Returns the answers of a policy. */
  public Answers of(String name) {
    BadInput.unless(
        answers.containsKey(name),
        "There is no policy called '%s' to compare with; there are %s.",
        name,
        answers.keySet());
    return answers.get(name);
  }
}
