package org.attune;

import org.attune.cluster.Portable;
import org.attune.inspect.GoldenExplanation;
import org.attune.reward.Reward;
import org.attune.world.World;

/**
 * The exact reward of the bundled world, for which every reward model is a proxy; its formula is in
 * {@code datasets/world/README.md}.
 */
public final class Golden implements Reward, Portable {
  private static final long serialVersionUID = 1;

  private static final Golden INSTANCE = new Golden();

  private Golden() {}

  /** Returns the golden reward. */
  public static Golden reward() {
    return INSTANCE;
  }

  @Override
  public Parts parts() {
    return new GoldenParts();
  }

  private record GoldenParts() implements Parts {
    @Override
    public Object whole() {
      return INSTANCE;
    }
  }

  @Override
  public double score(String prompt, String response) {
    return World.standard().golden().score(prompt, response);
  }

  /** Explains a response's golden reward trait by trait; as text it is one line. */
  public GoldenExplanation explain(String prompt, String response) {
    return new GoldenExplanation(response, World.standard().golden().grade(prompt, response));
  }

  @Override
  public String toString() {
    return "golden reward";
  }
}
