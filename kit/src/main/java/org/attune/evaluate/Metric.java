package org.attune.evaluate;

import java.util.List;
import java.util.Map;
import org.attune.sample.Completions;

/** A number, or a few, that say how good a policy's answers are. */
public interface Metric {
  /** Returns the tallies of a policy's answers by name; the first is the one tables show. */
  Map<String, RatioSamples> measure(Completions answers, EvaluationContext contest);

  /** Returns policies that must answer too, because this metric compares with them. */
  default List<NamedPolicy> needs() {
    return List.of();
  }
}
