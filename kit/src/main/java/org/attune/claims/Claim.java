package org.attune.claims;

/**
 * A claim of a paper with its re-test.
 *
 * <p>A claim is one file. Its decision rule is written before its results are known and is not
 * changed afterwards; {@link #test} implements the rule.
 */
public interface Claim {
  /** Returns the id, such as O1. */
  String id();

  /** Returns the claim in one sentence. */
  String statement();

  /** Returns the paper's own figures. */
  String paper();

  /** Returns the decision rule in words. */
  String rule();

  /** Runs the test and returns its finding. */
  Finding test(ClaimContext bench);
}
