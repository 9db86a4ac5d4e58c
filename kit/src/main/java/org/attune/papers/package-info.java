/**
 * The figures and tables of the four papers, drawn from the ledger's kept findings beside the
 * papers' own numbers.
 *
 * <p>Start with {@link org.attune.papers.Papers}; which figure shows what is one line in {@code
 * PaperFigures}. This package sits on top of {@code claims}.
 */
package org.attune.papers;
