package org.attune;

import org.attune.reward.Reward;
import org.attune.world.World;

/**
 * The exact reward of the embedded world, of which every reward model there is a proxy; its formula
 * stands in {@code datasets/world/README.md}.
 */
public final class Golden implements Reward {
  private static final Golden INSTANCE = new Golden();

  private Golden() {}

  /** Returns the golden reward. */
  public static Golden reward() {
    return INSTANCE;
  }

  @Override
  public double score(String prompt, String response) {
    return World.standard().golden().score(prompt, response);
  }

  /** Returns in one line what the golden reward sees in a response. */
  public String explain(String prompt, String response) {
    return World.standard().golden().grade(prompt, response).explain();
  }

  @Override
  public String toString() {
    return "golden reward";
  }
}
