/**
 * Runs that are kept in folders: what is written about each, how they are listed and compared, and
 * the Java text that repeats one.
 *
 * <p>Start with {@link org.attune.runs.Runs}.
 */
package org.attune.runs;
