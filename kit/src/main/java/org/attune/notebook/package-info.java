/**
 * The notebook kernel: set-up, displays, and a client that runs notebooks. No other package uses
 * the kernel's types.
 *
 * <p>Start with {@link org.attune.notebook.Notebook}.
 */
package org.attune.notebook;
