/**
 * The command line: one class per command, one class per group of options.
 *
 * <p>Start with {@link org.attune.cli.Attune}.
 */
package org.attune.cli;
