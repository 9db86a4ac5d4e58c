package org.attune.data;

import java.util.List;

/** A prompt that waits for its response. */
public record Prompt(String prompt) implements Example {
  /** Refuses a missing text. */
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
