package org.attune.claims;

/**
 * The content of a claim's file in a ledger.
 *
 * @param bench the identity of context and rule
 * @param finding the finding
 * @param minutes how long the test took
 */
record KeptFinding(String bench, Finding finding, double minutes) {
  /** The identity alone, which files of every version have. */
  record Made(String bench) {
    /** Returns the identity as this version writes it; the scale had another name in 0.1. */
    String identity() {
      return bench.replaceFirst("^Scale\\[", "RunScale[");
    }
  }
}
