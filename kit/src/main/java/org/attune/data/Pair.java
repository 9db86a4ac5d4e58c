package org.attune.data;

import java.util.List;
import org.attune.util.InvalidInputException;

/**
 * A prompt with two responses, the first of which was preferred.
 *
 * <p>Two equal responses are allowed, because real comparisons contain them; they carry no
 * preference, and a dataset's description counts them.
 *
 * @param margin by how much the reward of the chosen response should exceed that of the rejected
 *     one: m in −log σ(r_w − r_l − m), as in Llama 2 (Touvron et al. 2023, arXiv 2307.09288, eq. 2)
 *     and the {@code margin} column of TRL's reward trainer; 0 if the data has none. Only reward
 *     models use it.
 */
public record Pair(String prompt, String chosen, String rejected, double margin)
    implements Example {
  /** Rejects missing texts and a margin that is not finite. */
  public Pair {
    TextChecks.require("prompt", prompt);
    TextChecks.require("chosen response", chosen);
    TextChecks.require("rejected response", rejected);
    InvalidInputException.unless(
        Double.isFinite(margin), "The margin of a pair must be a finite number, got %s.", margin);
  }

  /** Makes a pair without a margin. */
  public Pair(String prompt, String chosen, String rejected) {
    this(prompt, chosen, rejected, 0);
  }

  /** Returns this pair with a margin. */
  public Pair margin(double margin) {
    return new Pair(prompt, chosen, rejected, margin);
  }

  @Override
  public List<String> responses() {
    return List.of(chosen, rejected);
  }

  @Override
  public RowType kind() {
    return RowType.PAIRS;
  }
}
