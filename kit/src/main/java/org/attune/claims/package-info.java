/**
 * The claims of the papers, tested again: one claim per file, with a rule that was written before
 * its numbers.
 *
 * <p>Start with {@link org.attune.claims.Claim}, then any claim; {@link org.attune.claims.Ledger}
 * runs them. This application of the library knows the front door {@code org.attune} and everything
 * below it.
 */
package org.attune.claims;
