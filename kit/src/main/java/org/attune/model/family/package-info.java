/**
 * What distinguishes the model families from Llama, read from {@code config.json}.
 *
 * <p>Start with {@link org.attune.model.family.Family}, which one class per family implements, and
 * {@link org.attune.model.family.Architecture}, the description that the decoders follow; {@link
 * org.attune.model.family.Families} lists them. A new family is one class and one line there. This
 * package depends on {@code util} only; {@code model} and {@code model.io} use it.
 */
package org.attune.model.family;
