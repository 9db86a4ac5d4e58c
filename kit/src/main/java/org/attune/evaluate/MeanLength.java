package org.attune.evaluate;

import java.util.Map;
import org.attune.sample.Completions;

/**
 * The mean length of answers in tokens, including end-of-text; check it first when rewards rise.
 */
public record MeanLength() implements Metric {
  @Override
  public Map<String, RatioSamples> measure(Completions answers, EvaluationContext contest) {
    return Map.of(
        "tokens",
        RatioSamples.mean(
            answers.tokens().stream().map(row -> (double) row.response().length).toList()));
  }
}
