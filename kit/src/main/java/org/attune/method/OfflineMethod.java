package org.attune.method;

import ai.djl.ndarray.NDArray;
import java.util.Set;
import java.util.function.Function;
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

  /** Returns how examples are laid out, given how the policy's prompts look so far. */
  default PromptTemplate layout(PromptTemplate policy) {
    return policy;
  }
}
