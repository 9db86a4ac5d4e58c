package org.attune.data;

import java.util.List;

/**
 * A prompt with two responses, the first of which was preferred.
 *
 * <p>Two equal responses are allowed, because real comparisons contain them; they carry no
 * preference, and a dataset's description counts them.
 */
public record Pair(String prompt, String chosen, String rejected) implements Example {
  /** Rejects missing texts. */
  public Pair {
    TextChecks.require("prompt", prompt);
    TextChecks.require("chosen response", chosen);
    TextChecks.require("rejected response", rejected);
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
