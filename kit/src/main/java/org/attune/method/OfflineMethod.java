package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;

/**
 * A method that learns from labelled responses as they are: a loss, how single losses are averaged,
 * how an example is laid out, and how long to train.
 *
 * <p>A method is one record in one file. Implement {@link #loss} as a pure function; the training
 * loop, checkpoints, history and evaluation come with it.
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
   * <p>Do not multiply by a Java number: use {@link LossBatch#constant}.
   */
  NDArray loss(LossBatch batch);

  /** Returns how the losses of a batch become one number. */
  default Reduction reduction() {
    return Reduction.TOKEN_MEAN;
  }

  /** Losses without a reference that see one response at a time imitate; others compare. */
  @Override
  default LearningRateRule learningRateRule() {
    boolean imitates = needs().isEmpty() && (cut() == Grouping.SINGLES || cut() == Grouping.BEST);
    return imitates ? LearningRateRule.IMITATION : LearningRateRule.CONTRASTIVE;
  }

  /** Returns how the responses to one prompt become examples. */
  default Grouping cut() {
    return Grouping.SINGLES;
  }

  /** Returns what the loss wants to know beyond log-probabilities and rewards. */
  default Set<Requirement> needs() {
    return Set.of();
  }

  @Override
  default boolean usesRewards() {
    return true;
  }

  /** Returns whether a response of that normalised reward can have a loss other than zero. */
  default boolean uses(double reward) {
    return true;
  }

  /**
   * Returns what this method makes of the data before it trains; most make nothing of it. CA reads
   * the quantiles of the rewards off it, and gives the model a token for each.
   *
   * @param policy the model that training starts from
   * @param responses the labelled responses
   * @param rewards the normalised reward of each
   */
  default Fitted fit(LanguageModel policy, List<String> responses, List<Double> rewards) {
    return new Fitted(this, policy);
  }

  /**
   * A method that knows its data, and the model that training then starts from.
   *
   * @param method the method with what it read off the data
   * @param start the model, perhaps with tokens of the method's own
   */
  record Fitted(OfflineMethod method, LanguageModel start) {}

  /** Returns how examples are laid out, given how the policy's prompts look so far. */
  default PromptTemplate layout(PromptTemplate policy) {
    return policy;
  }
}
