/**
 * Model files: safetensors, {@code config.json}, and whole folders of Hugging Face.
 *
 * <p>Start with {@link org.attune.model.io.HuggingFaceFolder}, which reads and writes a model;
 * {@link org.attune.model.io.SafeTensors} is the format of the weights, {@link
 * org.attune.model.io.PolicyFolder} adds what only this project stores. This package depends on
 * {@code model}, which knows no file format, and on what lies below it.
 */
package org.attune.model.io;
