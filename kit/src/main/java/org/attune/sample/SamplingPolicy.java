package org.attune.sample;

import java.util.Optional;
import org.attune.cluster.Cluster;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;

/** A policy for sampling: weights, the prompts' layout, and how an answer is selected. */
public interface SamplingPolicy {
  /** Returns a policy of a model and a layout that gives the first answer sampled. */
  static SamplingPolicy of(LanguageModel model, PromptTemplate layout) {
    record Plain(LanguageModel model, PromptTemplate layout) implements SamplingPolicy {}
    return new Plain(model, layout);
  }

  /** Returns the weights. */
  LanguageModel model();

  /** Returns the prompts' layout. */
  PromptTemplate layout();

  /** Returns how the answer is selected among several, or nothing if the first is used. */
  default Optional<BestOfN> choice() {
    return Optional.empty();
  }

  /** Returns the cluster on which responses are sampled, or nothing for this process. */
  default Optional<Cluster> cluster() {
    return Optional.empty();
  }
}
