/**
 * PyTorch through DJL: the only room that calls DJL's native layer.
 *
 * <p>{@link org.attune.engine.PyTorch} starts the engine, opens memory scopes and sets gradient
 * mode; {@link org.attune.engine.TorchScript} loads native code that is written as text; {@link
 * org.attune.engine.Workers} runs independent jobs side by side. The calls that are dangerous in
 * DJL (scalars in differentiated expressions, conversions to bfloat16) are made here or not at all.
 * This room knows {@code util} only.
 */
package org.attune.engine;
