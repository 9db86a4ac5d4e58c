package org.attune.evaluate;

import java.util.Optional;
import org.attune.cluster.Cluster;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.sample.BestOfN;
import org.attune.sample.SamplingPolicy;

/**
 * A policy in an evaluation: its name in the table, its model, its prompt template, and how it
 * chooses an answer, and where it is sampled.
 */
public record NamedPolicy(
    String name,
    LanguageModel model,
    PromptTemplate layout,
    Optional<BestOfN> choice,
    Optional<Cluster> cluster)
    implements SamplingPolicy {
  /** Creates a policy that returns its first sampled answer. */
  public NamedPolicy(String name, LanguageModel model, PromptTemplate layout) {
    this(name, model, layout, Optional.empty(), Optional.empty());
  }
}
