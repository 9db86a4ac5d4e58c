package org.attune.world;

import java.nio.charset.StandardCharsets;

/**
 * The part of the world to which a prompt belongs.
 *
 * <p>The split is a function of the prompt's text alone, so no choice of seeds can carry a prompt
 * from one part into another. Prompts about a held-out combination are never drawn for training,
 * whatever their split.
 */
public enum WorldSplit {
  /** Four fifths of all prompts: for training models and reward models. */
  TRAIN,
  /** One twentieth: for choosing hyper-parameters. */
  TUNE,
  /** The rest: for reported results. */
  TEST;

  /** Returns the part to which this prompt belongs. */
  public static WorldSplit of(String prompt) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : prompt.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    int percent = SplitMixRandom.seeded(hash).below(100);
    return percent < 80 ? TRAIN : percent < 85 ? TUNE : TEST;
  }
}
