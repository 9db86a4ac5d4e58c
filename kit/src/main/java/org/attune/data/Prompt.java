package org.attune.data;

import java.util.List;

/** A prompt without a response. */
public record Prompt(String prompt) implements Example {
  /** Rejects a missing text. */
  public Prompt {
    TextChecks.require("prompt", prompt);
  }

  @Override
  public List<String> responses() {
    return List.of();
  }

  @Override
  public RowType kind() {
    return RowType.PROMPTS;
  }
}
