package org.attune.evaluate;

import java.util.Map;
import org.attune.sample.Completions;
import org.attune.util.InvalidInputException;

/**
 * The answers of all policies to the same prompts under the same decoding.
 *
 * @param answers by policy name, in the order of the table
 */
public record EvaluationContext(Map<String, Completions> answers) {
  /** Returns the answers of a policy. */
  public Completions of(String name) {
    InvalidInputException.unless(
        answers.containsKey(name),
        "There is no policy called '%s' to compare with; available: %s.",
        name,
        answers.keySet());
    return answers.get(name);
  }
}
