package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;

/**
 * A method that trains on given labelled responses: a loss, a reduction, a prompt template and a
 * training configuration.
 *
 * <p>A method is one record in one file. Implement {@link #loss} as a pure function; the library
 * provides the training loop, checkpoints, history and evaluation.
 */
public interface OfflineMethod extends Method {
  @Override
  OfflineMethod config(TrainingConfig config);

  @Override
  default int iterations() {
    return 1;
  }

  @Override
  default <T> T match(Function<OfflineMethod, T> offline, Function<IterativeMethod, T> iterative) {
    return offline.apply(this);
  }

  /**
   * Returns the loss of each example, that is, of each group of responses // (groups).
   *
   * <p>Do not multiply by a Java number; use {@link LossBatch#constant}.
   */
  NDArray loss(LossBatch batch);

  /** Returns how the losses of a batch are reduced to one number. */
  default Reduction reduction() {
    return Reduction.TOKEN_MEAN;
  }

  /**
   * Returns the rule for imitation if the loss uses single responses and no reference, else the
   * contrastive one.
   */
  @Override
  default LearningRateRule learningRateRule() {
    boolean imitates =
        requirements().isEmpty() && (grouping() == Grouping.SINGLES || grouping() == Grouping.BEST);
    return imitates ? LearningRateRule.IMITATION : LearningRateRule.CONTRASTIVE;
  }

  /** Returns this method with the learning rate filled in for a start. */
  default OfflineMethod withLearningRate(LanguageModel start) {
    return config(learningRateRule().fill(config(), start));
  }

  /** Returns how the responses to one prompt form examples. */
  default Grouping grouping() {
    return Grouping.SINGLES;
  }

  /** Returns the inputs that the loss needs besides log-probabilities and rewards. */
  default Set<Requirement> requirements() {
    return Set.of();
  }

  @Override
  default boolean usesRewards() {
    return true;
  }

  /** Returns whether a response with this normalised reward can have a nonzero loss. */
  default boolean uses(double reward) {
    return true;
  }

  /**
   * Fits this method to the data before training; most methods do nothing here. CA computes the
   * quantiles of the rewards and adds a token for each to the model.
   *
   * @param policy the model that training starts from
   * @param responses the labelled responses
   * @param rewards the normalised reward of each
   */
  default Fitted fit(LanguageModel policy, List<String> responses, List<Double> rewards) {
    return new Fitted(this, policy);
  }

  /**
   * A method fitted to its data, and the model that training starts from.
   *
   * @param method the fitted method
   * @param start the model, possibly with tokens that the method added
   */
  record Fitted(OfflineMethod method, LanguageModel start) {}

  /** Returns the prompt template for training, given that of the policy. */
  default PromptTemplate layout(PromptTemplate policy) {
    return policy;
  }
}
