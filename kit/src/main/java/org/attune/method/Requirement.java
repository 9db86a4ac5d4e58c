package org.attune.method;

/** What a loss wants to know beyond the policy's log-probabilities and the rewards. */
public enum Requirement {
  /** The log-probability of every response under the policy that training starts from. */
  REFERENCE,
  /**
   * The mean log-ratio of responses under prompts that they do not answer, from which KTO estimates
   * how far the policy has moved; it entails the reference.
   */
  MISMATCH
}
