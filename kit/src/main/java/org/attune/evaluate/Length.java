package org.attune.evaluate;

import java.util.Map;
import org.attune.sample.Answers;

/**
 * The mean length of answers in tokens, end-of-text included: the first suspect when rewards rise.
 */
public record Length() implements Metric {
  @Override
  public Map<String, Tally> measure(Answers answers, Contest contest) {
    return Map.of(
        "tokens",
        Tally.mean(answers.tokens().stream().map(row -> (double) row.response().length).toList()));
  }
}
