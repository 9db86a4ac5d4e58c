package org.attune.claims;

import org.attune.view.Numbers;

/**
 * A condition on the setting in which a claim is tested; it checks the setting, not the claim. A
 * claim with a failed gate is {@link Verdict#NOT_REACHED}.
 *
 * @param what the condition in words, such as "KL of the online runs at their end, nats"
 * @param reached the value that was reached
 * @param needed the minimum that the claim's setting needs
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
