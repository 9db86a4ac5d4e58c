/**
 * Re-tests of the papers' claims: one claim per file, with a decision rule written before its
 * results.
 *
 * <p>Start with {@link org.attune.claims.Claim}, then any claim; {@link org.attune.claims.Ledger}
 * runs them. This application depends on the public API {@code org.attune} and the packages below
 * it.
 */
package org.attune.claims;
