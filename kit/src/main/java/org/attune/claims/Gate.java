package org.attune.claims;

import org.attune.view.Numbers;

/**
 * A condition on the setting in which a claim is tested: it tests the instrument and never the
 * claim. A claim with a gate that is not passed is {@link Verdict#NOT_REACHED}.
 *
 * @param what the condition in words, such as "KL of the online runs at their end, nats"
 * @param reached the number that was reached
 * @param needed the least that the claim's setting asks for
 */
public record Gate(String what, double reached, double needed) {
  /** Returns whether the setting was met; NaN never meets it. */
  public boolean passed() {
    return reached >= needed;
  }

  @Override
  public String toString() {
    return "gate: "
        + what
        + " = "
        + Numbers.text(reached)
        + ", needed "
        + Numbers.text(needed)
        + (passed() ? "" : " (not reached)");
  }
}
