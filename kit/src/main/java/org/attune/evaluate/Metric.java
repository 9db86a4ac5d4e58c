package org.attune.evaluate;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.attune.sample.Completions;

/** A metric of the quality of a policy's answers; it may give several values. */
public interface Metric extends Serializable {
  /** Returns the samples of a policy's answers by name; the first is the one that tables show. */
  Map<String, RatioSamples> measure(Completions answers, EvaluationContext contest);

  /**
   * Returns how many answers to each prompt this metric needs. A greedy policy answers once, so its
   * answers are not measured by a metric that needs more.
   */
  default int answersPerPrompt() {
    return 1;
  }

  /** Returns the baselines that must answer too, because this metric compares with them. */
  default List<NamedPolicy> needs() {
    return List.of();
  }
}
