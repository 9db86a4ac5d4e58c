package org.attune.method;

import java.util.function.Function;

/**
 * A way to align a policy with labelled responses. Its type says how it is trained: an {@link
 * OfflineMethod} once, on the responses that there are, and an {@link IterativeMethod} over and
 * over, on responses that the policy gives in between.
 */
public interface Method extends AlignmentMethod {
  /** Returns this method with another plan. */
  Method config(TrainingConfig config);

  /** Returns whether training asks for rewards; a method that does not needs no judge. */
  boolean usesRewards();

  /** Returns how often a policy is trained by this method; its plan's steps are for all of them. */
  int iterations();

  /**
   * Returns what one of two functions makes of this method.
   *
   * @param offline is applied to a method that is trained once
   * @param iterative is applied to a method that samples and trains in turn
   */
  <T> T match(Function<OfflineMethod, T> offline, Function<IterativeMethod, T> iterative);
}
