/**
 * The synthetic world of readable English whose golden reward is known exactly.
 *
 * <p>Start with {@link org.attune.world.World}, which draws prompts, answers and noisy preferences.
 * {@link org.attune.world.GoldenReward} grades any text, and {@link org.attune.world.WriteWorld}
 * writes the files that ship with the kit. This package depends on {@code data} and {@code util}.
 */
package org.attune.world;
