/**
 * The list of all methods with their names and settings, from which the command line, comparisons
 * and sweeps are built.
 *
 * <p>Start with {@link org.attune.method.registry.MethodRegistry}: a new method is one line there.
 * This package depends on {@code method} and {@code method.online}, which do not know it.
 */
package org.attune.method.registry;
