package org.attune.method;

/** An input that a loss needs besides the policy's log-probabilities and the rewards. */
public enum Requirement {
  /** The log-probability of every response under the policy that training starts from. */
  REFERENCE,
  /**
   * The mean log-ratio of responses after mismatched prompts, from which KTO estimates the KL to
   * the reference; it implies {@link #REFERENCE}.
   */
  MISMATCH
}
