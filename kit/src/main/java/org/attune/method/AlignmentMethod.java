package org.attune.method;

/** Anything that aligns a policy, offline or online: it has a name and a plan. */
public interface AlignmentMethod {
  /** Returns the short name that tables show. */
  String name();

  /** Returns how long and how fast to train. */
  TrainingConfig config();

  /** Returns what decides the learning rate of a plan that names none. */
  LearningRateRule learningRateRule();
}
