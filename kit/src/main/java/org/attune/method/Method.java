package org.attune.method;

import java.util.function.Function;

/**
 * A method that aligns a policy with labelled responses. An {@link OfflineMethod} trains once, on
 * given responses; an {@link IterativeMethod} trains repeatedly, on responses that the policy
 * samples in between.
 */
public interface Method extends AlignmentMethod {
  /** Returns this method with another training configuration. */
  Method config(TrainingConfig config);

  /** Returns whether training uses rewards. */
  boolean usesRewards();

  /** Returns the number of trainings; the configured steps are the total of all of them. */
  int iterations();

  /**
   * Returns the result of one of two functions, chosen by the type of this method.
   *
   * @param offline is applied to a method that is trained once
   * @param iterative is applied to a method that samples and trains in turn
   */
  <T> T match(Function<OfflineMethod, T> offline, Function<IterativeMethod, T> iterative);
}
