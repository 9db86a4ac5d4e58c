/**
 * The ground floor, which every room may use and which knows no other room: errors with a message
 * for the user, and files that are written whole or not at all.
 *
 * <p>Start with {@link org.attune.util.InvalidInputException}: every message about a user's mistake
 * is written through it.
 */
package org.attune.util;
