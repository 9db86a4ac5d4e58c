/**
 * A small synthetic world of readable English whose golden reward is known exactly: {@link
 * org.attune.world.World} draws prompts, answers and noisy preferences, {@link
 * org.attune.world.GoldenReward} grades any text, and {@link org.attune.data.world.WriteWorld}
 * writes the files that travel with the kit.
 */
package org.attune.world;
