package org.attune.evaluate;

import java.util.Optional;
import org.attune.cluster.Cluster;
import org.attune.engine.PyTorch;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;
import org.attune.sample.BestOfN;
import org.attune.sample.SamplingPolicy;
import org.attune.util.InvalidInputException;

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

  /** Returns the model; one that was closed is refused by the policy's name. */
  @Override
  public LanguageModel model() {
    InvalidInputException.unless(
        !isClosed(),
        "The policy '%s' was closed, which freed its weights; load or train it again.",
        name);
    return model;
  }

  /** Frees the weights; a second call does nothing. */
  public void close() {
    model.close();
  }

  /** Returns whether the weights were freed. */
  public boolean isClosed() {
    return model.decoder().weights().areClosed()
        || model.adapter().filter(used -> used.weights().areClosed()).isPresent();
  }

  /** Returns the number of weights, also of a closed policy. */
  public long parameters() {
    return model.config().parameters();
  }

  /** Returns the device that the weights are on, or that they were freed. */
  public String device() {
    return isClosed() ? "closed" : PyTorch.name(model.decoder().weights().device());
  }
}
