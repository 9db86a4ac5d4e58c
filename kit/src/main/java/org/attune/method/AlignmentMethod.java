package org.attune.method;

/** A method that aligns a policy, offline or online; it has a name and a training configuration. */
public interface AlignmentMethod {
  /** Returns the short name that tables show. */
  String name();

  /** Returns the training configuration. */
  TrainingConfig config();

  /**
   * Returns the rule that sets the learning rate if the configuration leaves it at {@code AUTO}.
   */
  LearningRateRule learningRateRule();
}
