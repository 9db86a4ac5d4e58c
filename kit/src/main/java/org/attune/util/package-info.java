/**
 * Utilities that every package may use and that depend on no other package: errors with a message
 * for the user, the name that a mistyped one means, atomic file writes, and rows grouped by what
 * they have in common.
 *
 * <p>Start with {@link org.attune.util.InvalidInputException}: every message about invalid user
 * input is written through it.
 */
package org.attune.util;
