/**
 * The claims of the papers, re-tested: one claim a file, its rule written beside it before its
 * numbers.
 */
package org.attune.claims;
