package org.attune.claims;

/**
 * A claim of a paper and how it is re-tested.
 *
 * <p>A claim is one file. Its rule is written before its numbers are known and is not changed
 * afterwards; {@link #test} holds the rule in code.
 */
public interface Claim {
  /** Returns its short name, such as O1. */
  String id();

  /** Returns the claim in one sentence. */
  String statement();

  /** Returns the paper's own figures. */
  String paper();

  /** Returns in words what decides between agreement and disagreement. */
  String rule();

  /** Gathers the evidence. */
  Finding test(ClaimContext bench);
}
