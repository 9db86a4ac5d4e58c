/**
 * PyTorch through DJL: the only package that calls DJL's native layer.
 *
 * <p>{@link org.attune.engine.PyTorch} starts the engine, opens memory scopes and sets gradient
 * mode; {@link org.attune.engine.TorchScript} loads native code that is written as text; {@link
 * org.attune.engine.Workers} runs independent jobs in parallel. DJL calls that are unsafe (scalars
 * in differentiated expressions, conversions to bfloat16) are made only here. This package depends
 * on {@code util} only.
 */
package org.attune.engine;
