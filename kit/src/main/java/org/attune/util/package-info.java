/**
 * Utilities that every package may use and that depend on no other package: errors with a message
 * for the user, and atomic file writes.
 *
 * <p>Start with {@link org.attune.util.InvalidInputException}: every message about invalid user
 * input is written through it.
 */
package org.attune.util;
