package org.attune;

import org.attune.method.Ca;
import org.attune.method.Fa;
import org.attune.method.Rwr;
import org.attune.method.Sft;

/**
 * The front door to all methods, each with settings that suit a small model; the papers' settings
 * are {@code Rwr.paper()} and the like.
 */
public final class Align {
  private Align() {}

  /** Supervised fine-tuning on all responses (OFFLINE eq. 1). */
  public static Sft sft() {
    return new Sft();
  }

  /** Filtering alignment: only responses whose normalised reward is above 0 (OFFLINE eq. 4). */
  public static Fa filtering() {
    return new Fa();
  }

  /**
   * Reward-weighted regression: responses weigh exp(R/β), β = 1 here, 5 in the paper (OFFLINE eq.
   * 5).
   */
  public static Rwr rwr() {
    return new Rwr();
  }

  /** Conditional alignment: the reward becomes part of the prompt (OFFLINE eq. 6). */
  public static Ca conditional() {
    return new Ca();
  }
}
