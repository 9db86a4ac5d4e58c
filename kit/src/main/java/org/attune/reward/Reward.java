package org.attune.reward;

import java.util.List;
import org.attune.data.Scorer;

/**
 * How good a response to a prompt is; any lambda {@code (prompt, response) -> number} will do.
 *
 * <p>A reward that is expensive one by one overrides {@link #scores}.
 */
@FunctionalInterface
public interface Reward extends Scorer {
  /** Returns the raw reward of one response. */
  @Override
  double score(String prompt, String response);

  /**
   * Returns the raw rewards of many responses, {@code responses.get(i)} answering {@code
   * prompts.get(i)}.
   */
  @Override
  default List<Double> scores(List<String> prompts, List<String> responses) {
    return Scorer.super.scores(prompts, responses);
  }
}
